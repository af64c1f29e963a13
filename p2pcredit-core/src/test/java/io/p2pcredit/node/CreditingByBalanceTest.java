package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.CHARLIE;
import static io.p2pcredit.spi.Ledger.Capability.BALANCE;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that shows nothing but balances, and Bob lets his node credit what it tells from his. Alice owes him 80. */
class CreditingByBalanceTest {
    private static final Duration A_WHILE = Duration.ofMinutes(5);
    private static final SettlementPolicy BY_BALANCE = new SettlementPolicy() {
        @Override
        public OptionalLong amountToSettle(Debt debt) {
            return OptionalLong.empty();
        }

        @Override
        public boolean creditsByBalance() {
            return true;
        }
    };

    private final Clocktown town = new Clocktown().onALedgerThatCan(IDEMPOTENT_SUBMIT, BALANCE);
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final Clocktown.House charlie = town.charlie;
    private Optional<CompletableFuture<Void>> gate = Optional.empty();

    @BeforeEach
    void bobGoesByHisBalance() {
        bob.with(builder -> builder.settlement(BY_BALANCE).in(slowly(bob)));
    }

    /** Bob asks for balances, and the ledger reads them at once, or when the gate opens. */
    private Surroundings slowly(Clocktown.House house) {
        Surroundings all = house.surroundings;
        Ledger ledger = new ForwardingLedger(all.ledger()) {
            @Override
            public CompletionStage<BalanceOutcome> balance(AccountId account) {
                return gate.isPresent()
                        ? gate.get().thenCompose(open -> super.balance(account))
                        : super.balance(account);
            }
        };
        return new Surroundings(all.transport(), all.directory(), ledger);
    }

    private void aliceOwes80() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
    }

    private void settle(long units) {
        alice.node().settle(BOB, SettleOrder.of(units));
        town.clock.rest();
    }

    /** Somebody pays Bob outside of all this. */
    private void pays(Clocktown.House payer, PeerId payee, long units) {
        Ledger ledger = payer.surroundings.ledger();
        SettlementKey key = new SettlementKey(units, 7);
        town.clock.answer(ledger.submit(
                        new Transfer(key, ledger.accountOf(payer.name), ledger.accountOf(payee), Amount.of(units)))
                .toCompletableFuture());
    }

    private SettlementStatus atBob() {
        return bob.settlement(alice, Direction.INCOMING).status();
    }

    private void assertCredited(long left) {
        town.clock.until(() -> atBob() == SettlementStatus.CREDITED);
        town.clock.until(() -> alice.balanceWith(bob).equals(Balance.of(-left)));
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(left));
        assertThat(bob.settlement(alice, Direction.INCOMING).transaction())
                .contains(TransactionId.of("seen-in-the-balance"));
    }

    /** Only Bob himself can tell, and then it is credited. */
    private void assertLeftToBob(long left) {
        town.clock.pass(A_WHILE);
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        town.clock.answer(
                bob.node().resolve(bob.settlement(alice, Direction.INCOMING).key(), Resolution.PAID));
        town.clock.until(() -> alice.balanceWith(bob).equals(Balance.of(-left)));
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(left));
    }

    @Test
    void creditsWhenTheBalanceHasRisenByExactlyTheAmount() {
        aliceOwes80();
        settle(50);
        assertCredited(30);
        settle(10);
        assertCredited(20);
        settle(20);
        assertCredited(0);
    }

    @Test
    void creditsWhatComesAWhileLater() {
        aliceOwes80();
        town.ledgerOf(ALICE).nextTransfers(Fate.LATE, Fate.REQUEST_LOST, Fate.REQUEST_LOST);
        settle(50);
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        assertCredited(30);
    }

    @Test
    void leavesItToTheOwnerUnlessHeAllowsIt() {
        bob.with(builder -> builder);
        aliceOwes80();
        settle(50);
        assertLeftToBob(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 49, 51, 100})
    void leavesItToTheOwnerAfterAnotherRise(long units) {
        aliceOwes80();
        charlie.start();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        pays(charlie, BOB, units);
        town.clock.pass(Duration.ofSeconds(20));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void leavesItToTheOwnerIfTwoAreExpected() {
        aliceOwes80();
        charlie.start();
        town.indebt(charlie, bob, 50);
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        charlie.node().settle(BOB, SettleOrder.everything());
        town.clock.pass(A_WHILE);
        assertThat(bob.settlement(charlie, Direction.INCOMING).status()).isEqualTo(SettlementStatus.ANSWERED);
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        town.clock.answer(
                bob.node().resolve(bob.settlement(charlie, Direction.INCOMING).key(), Resolution.PAID));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void leavesItToTheOwnerIfTheBalanceWasNotKnownBefore() {
        town.ledgerOf(BOB).answersNoQuestions();
        aliceOwes80();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        town.ledgerOf(BOB).answersQuestions();
        town.clock.pass(Duration.ofSeconds(20));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void leavesItToTheOwnerIfTheMoneyWasThereBeforeTheFirstLook() {
        aliceOwes80();
        CompletableFuture<Void> open = new CompletableFuture<>();
        gate = Optional.of(open);
        settle(50);
        assertThat(bob.funds()).isEqualTo(550);
        open.complete(null);
        assertLeftToBob(30);
    }

    @Test
    void takesNoPaymentFromBeforeForTheDebtors() {
        aliceOwes80();
        charlie.start();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        pays(charlie, BOB, 50);
        settle(50);
        town.clock.pass(A_WHILE);
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(80));
    }

    @Test
    void hasAFreshBalanceInMindWhileItIsOwedSomething() {
        aliceOwes80();
        charlie.start();
        pays(charlie, BOB, 50);
        town.clock.pass(Duration.ofSeconds(11));
        settle(50);
        assertCredited(30);
    }

    @Test
    void leavesItToTheOwnerIfItPaysItself() {
        aliceOwes80();
        charlie.start();
        town.indebt(bob, charlie, 30);
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        bob.node().settle(CHARLIE, SettleOrder.everything());
        town.clock.rest();
        pays(charlie, BOB, 80); // together with his own 30 it looks like the 50 that he expects
        assertThat(bob.funds()).isEqualTo(550);
        town.clock.pass(Duration.ofSeconds(20));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void leavesItToTheOwnerAfterARestart() {
        aliceOwes80();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        bob.restart();
        town.clock.until(() -> bob.isReadyFor(alice));
        town.clock.pass(Duration.ofSeconds(20));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void leavesItToTheOwnerAfterTenMinutes() {
        aliceOwes80();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        town.clock.pass(Duration.ofMinutes(11));
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertLeftToBob(30);
    }

    @Test
    void creditsWhatItSawWhileTheDebtorWasAwayWhenItIsBack() {
        aliceOwes80();
        town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST, Fate.REQUEST_LOST);
        settle(50);
        town.network.down(true);
        town.clock.until(() -> bob.funds() == 550);
        town.clock.pass(Duration.ofMinutes(1));
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        town.network.down(false);
        assertCredited(30);
    }

    @Test
    void looksAgainIfTheLedgerIsSilent() {
        aliceOwes80();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        town.ledgerOf(BOB).answersNoQuestions();
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        town.clock.pass(Duration.ofMinutes(2));
        assertThat(atBob()).isEqualTo(SettlementStatus.ANSWERED);
        town.ledgerOf(BOB).answersQuestions();
        assertCredited(30);
    }

    @Test
    void goesOnAfterTheOwnerHasSpoken() {
        aliceOwes80();
        bob.restart();
        town.ledgerOf(BOB).answersNoQuestions();
        town.clock.until(() -> bob.isReadyFor(alice));
        settle(50);
        town.ledgerOf(BOB).answersQuestions();
        assertLeftToBob(30);
        town.clock.pass(Duration.ofSeconds(11));
        settle(10);
        assertCredited(20);
    }

    @Test
    void doesNotMindPaymentsOnTheLine() {
        aliceOwes80();
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        settle(50);
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 5)).acknowledged());
        town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        town.ledgerOf(ALICE).transfers(Fate.CARRIED_OUT);
        assertCredited(34);
    }
}
