package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Plan;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Payments to a peer that is away. */
@Timeout(60)
class QueueTest {
    private final Clocktown town = new Clocktown(1_000_000);

    @BeforeEach
    void openALine() {
        town.alice
                .with(builder -> builder.settlement(SettlementPolicy.manual()))
                .start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 10);
    }

    private void bobLeaves() {
        town.bob.node().close();
        town.clock.until(() -> !town.alice.isReadyFor(town.bob));
    }

    private void bobComesBack() {
        town.bob.start();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
    }

    private PendingPayment pay(long amount) {
        PendingPayment pending = town.alice.node().pay(PaymentOrder.to(BOB, amount));
        town.clock.rest();
        return pending;
    }

    private TrustlineView line() {
        return town.alice.node().trustline(BOB).orElseThrow();
    }

    @Test
    void arePaidInTheirOrderWhenItIsBack() {
        bobLeaves();
        List<PendingPayment> payments = List.of(pay(3), pay(4), pay(5));
        Payment second =
                new Payment(payments.get(1).id(), BOB, Direction.OUTGOING, 4, 0, 0, 1, Memo.NONE, PaymentStatus.QUEUED);

        assertThat(payments)
                .extracting(payment -> town.clock.answer(payment.recorded()))
                .contains(second);
        assertThat(payments)
                .allSatisfy(payment -> assertThat(payment.acknowledged()).isNotDone());
        assertThat(town.alice.node().queued()).extracting(Payment::id).isEqualTo(ids(payments));
        assertThat(town.alice.node().payment(second.id())).isEqualTo(Optional.of(second));
        assertThat(line().balance()).isEqualTo(Balance.of(-10));
        assertThat(line().queued()).isEqualTo(3);
        bobComesBack();

        assertThat(payments)
                .allSatisfy(payment -> assertThat(
                                town.clock.answer(payment.acknowledged()).status())
                        .isEqualTo(PaymentStatus.ACKNOWLEDGED));
        assertThat(town.alice.node().payment(second.id()))
                .isEqualTo(Optional.of(second.withUnits(4).with(PaymentStatus.ACKNOWLEDGED)));
        assertThat(town.alice.node().queued()).isEmpty();
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(22));
    }

    private static List<Object> ids(List<PendingPayment> payments) {
        return payments.stream().map(payment -> (Object) payment.id()).toList();
    }

    @Test
    void countAgainstTheLimit() {
        bobLeaves();
        pay(60);
        PaymentOrder order = PaymentOrder.to(BOB, 31);
        Refusal refusal = Refusal.because(RefusalCode.CREDIT_LIMIT_EXCEEDED, 30);

        assertThat(town.alice.node().plan(order)).isEqualTo(new Plan(order, List.of(), false, Optional.of(refusal)));
        assertThat(town.refusal(pay(31).recorded())).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        PaymentOrder fitting = PaymentOrder.to(BOB, 30);
        assertThat(town.alice.node().plan(fitting))
                .isEqualTo(new Plan(fitting, List.of(new PlanStep.Pay(30)), true, Optional.empty()));
        assertThat(pay(30).recorded()).isCompleted();
    }

    @Test
    void canBeTakenBack() {
        bobLeaves();
        PendingPayment first = pay(3);
        PendingPayment second = pay(4);
        Payment cancelled = town.clock.answer(town.alice.node().cancel(first.id()));

        assertThat(cancelled.status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(cancelled.units()).isZero();
        assertThat(town.refusal(first.acknowledged())).isEqualTo(RefusalCode.CANCELLED);
        assertThat(town.refusal(town.alice.node().cancel(first.id()))).isEqualTo(RefusalCode.NOT_QUEUED);
        bobComesBack();
        town.clock.answer(second.acknowledged());
        assertThat(town.refusal(town.alice.node().cancel(second.id()))).isEqualTo(RefusalCode.NOT_QUEUED);
        assertThat(town.alice.node().payment(first.id()).orElseThrow().status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(line().balance()).isEqualTo(Balance.of(-14));
    }

    @Test
    void areRefusedOneByOneIfTheLimitWasLoweredMeanwhile() {
        town.network.hold(ALICE);
        town.clock.answer(town.bob.node().changeLimit(ALICE, CreditLimit.of(50)));
        bobLeavesInSilence();
        PendingPayment tooMuch = pay(41);
        PendingPayment fits = pay(40);
        bobComesBack();

        assertThat(town.refusal(tooMuch.acknowledged())).isEqualTo(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        assertThat(town.alice.node().payment(tooMuch.id()).orElseThrow().status())
                .isEqualTo(PaymentStatus.REFUSED);
        assertThat(town.clock.answer(fits.acknowledged()).units()).isEqualTo(40);
        assertThat(line().balance()).isEqualTo(Balance.of(-50));
    }

    /** What he said last is lost. */
    private void bobLeavesInSilence() {
        town.bob.kill();
        town.clock.until(() -> !town.alice.isReadyFor(town.bob));
        town.network.letThrough(ALICE);
    }

    @Test
    void areAtMostTenThousand() {
        town.clock.answer(town.bob.node().changeLimit(ALICE, CreditLimit.of(20_000)));
        town.clock.until(() -> line().received().units() == 20_000);
        bobLeaves();
        List<PendingPayment> payments = IntStream.range(0, 10_000)
                .mapToObj(i -> town.alice.node().pay(PaymentOrder.to(BOB, 1)))
                .toList();
        PaymentOrder order = PaymentOrder.to(BOB, 1);
        town.clock.rest();

        assertThat(payments)
                .allSatisfy(payment -> assertThat(payment.recorded()).isCompleted());
        assertThat(town.refusal(pay(1).recorded())).isEqualTo(RefusalCode.BUSY);
        assertThat(town.alice.node().plan(order).refusal()).isEqualTo(Optional.of(Refusal.because(RefusalCode.BUSY)));
        bobComesBack();
        town.clock.answer(payments.get(9_999).acknowledged());
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(10_010));
    }

    @Test
    void waitForTheirOwnerIfTheNodeHasLostSomethingOfTheLine() {
        town.alice.kill();
        Backup old = Backup.part(town.alice.storage, 100);
        town.alice.start();
        town.clock.until(() -> town.alice.isReadyFor(town.bob));
        town.clock.answer(pay(5).acknowledged());
        town.network.down(true);
        town.alice.kill();
        town.alice.with(builder -> old.restored().apply(builder.settlement(SettlementPolicy.manual())));
        town.alice.start();
        PendingPayment pending = pay(5);
        town.network.down(false);
        town.clock.until(() -> town.alice.isReadyFor(town.bob));

        assertThat(line().held()).isTrue();
        assertThat(pending.recorded()).isCompleted();
        assertThat(pending.acknowledged()).isNotDone();
        assertThat(town.alice.owes(town.bob)).isEqualTo(15);
        assertThat(town.clock.answer(pay(1).recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        assertThat(town.clock
                        .answer(town.alice.node().reconcile(BOB, Reconciliation.RELEASE))
                        .held())
                .isFalse();
        town.clock.answer(pending.acknowledged());
        assertThat(town.alice.owes(town.bob)).isEqualTo(21);
    }
}
