package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Bob credits 1, whatever alice has transferred. She loses what she settles once, and nothing more by herself. */
class StingyCreditorTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final StingyLedger ledger = new StingyLedger(bob.surroundings.ledger());

    private void aliceOwes(long units, SettlementPolicy policy) {
        alice.with(builder -> builder.settlement(policy)).start();
        bob.with(ledger).start();
        town.indebt(alice, bob, units);
    }

    private void assertCreditedLess() {
        assertThat(alice.settlement(bob, Direction.OUTGOING).reason())
                .contains(SettlementReason.because(SettlementReason.Code.CREDITED_LESS));
    }

    @Test
    void isSettledWithOnceByAPaymentPastTheLimit() {
        aliceOwes(95, SettlementPolicy.atTheLimit());
        var order = PaymentOrder.to(BOB, 10);
        var payment = alice.node().pay(order);
        assertThat(town.refusal(payment.acknowledged())).isEqualTo(RefusalCode.PAID_IN_PART);
        assertThat(alice.node().payment(payment.id()).orElseThrow().status()).isEqualTo(PaymentStatus.PARTIAL);
        assertCreditedLess();
        assertThat(bob.funds()).isEqualTo(600);
        assertThat(alice.owes(bob)).isEqualTo(99);

        assertThat(alice.node().plan(order).refusal()).contains(Refusal.because(RefusalCode.CREDITED_LESS, 1));
        assertThat(town.refusal(alice.node().pay(order).recorded())).isEqualTo(RefusalCode.CREDITED_LESS);
        assertThat(bob.funds()).isEqualTo(600);
    }

    @Test
    void isSettledWithOnceByAPolicy() {
        aliceOwes(20, SettlementPolicy.above(20));
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).acknowledged());
        town.clock.until(() -> alice.owes(bob) == 20);
        assertCreditedLess();
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 5)).acknowledged());
        town.clock.pass(LONG_ENOUGH);
        assertThat(bob.funds()).isEqualTo(521);
        assertThat(alice.owes(bob)).isEqualTo(25);
    }

    @Test
    void isSettledWithAgainOnceAliceHasDoneSoByHandAndThatIsCredited() {
        aliceOwes(95, SettlementPolicy.atTheLimit());
        town.refusal(alice.node().pay(PaymentOrder.to(BOB, 10)).acknowledged());
        ledger.repents = true;
        town.clock.answer(alice.node().settle(BOB, SettleOrder.everything()).finished());
        assertThat(alice.settlement(bob, Direction.OUTGOING).reason()).isEmpty();
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 150)).acknowledged());
        assertThat(alice.owes(bob)).isEqualTo(50);
    }

    @Test
    void isRememberedByAliceWhenSheIsBack() {
        aliceOwes(95, SettlementPolicy.atTheLimit());
        town.refusal(alice.node().pay(PaymentOrder.to(BOB, 10)).acknowledged());
        alice.restart();
        town.clock.until(() -> alice.isReadyFor(bob));
        assertCreditedLess();
        assertThat(town.refusal(alice.node().pay(PaymentOrder.to(BOB, 10)).recorded()))
                .isEqualTo(RefusalCode.CREDITED_LESS);
    }

    /** Shows that 1 has come from alice, until it repents. */
    private static final class StingyLedger extends ForwardingLedger {
        private boolean repents;

        StingyLedger(Ledger honest) {
            super(honest);
        }

        @Override
        public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
            return super.lookUp(payer, key).thenApply(this::less);
        }

        private LookUpOutcome less(LookUpOutcome outcome) {
            if (repents || !(outcome instanceof LookUpOutcome.Found found)) {
                return outcome;
            }
            Transfer truth = found.recorded().transfer();
            Transfer less = new Transfer(truth.key(), truth.payer(), truth.payee(), Amount.of(1));
            return new LookUpOutcome.Found(new Recorded(less, found.recorded().transaction()));
        }
    }
}
