package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.CHARLIE;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.RefusedException;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node owes no more in all than it has on the ledger. Everybody has 100 there, and grants 100. */
@Timeout(60)
class SolvencyTest {
    private final Clocktown town = new Clocktown(100);
    private final Counting ledger = new Counting(town.alice.surroundings.ledger());

    @BeforeEach
    void openTheLines() {
        town.alice.with(ledger).start();
        town.bob.start();
        town.charlie.start();
        town.indebt(town.alice, town.bob, 60);
        town.clock.answer(town.alice.node().propose(CHARLIE, CreditLimit.of(100)));
        town.clock.until(() -> town.alice.isReadyFor(town.charlie) && town.charlie.isReadyFor(town.alice));
    }

    private PendingPayment pay(PeerId peer, long amount) {
        PendingPayment pending = town.alice.node().pay(PaymentOrder.to(peer, amount));
        town.clock.rest();
        return pending;
    }

    private void isRefused(PeerId peer, long amount, long allowed) {
        Refusal insolvent = Refusal.because(RefusalCode.INSOLVENT, allowed);
        PaymentOrder order = PaymentOrder.to(peer, amount);
        PendingPayment pending = town.alice.node().pay(order);
        assertThat(refusal(pending.recorded())).isEqualTo(insolvent);
        assertThat(refusal(pending.acknowledged())).isEqualTo(insolvent);
        assertThat(town.alice.node().plan(order).refusal()).isEqualTo(Optional.of(insolvent));
    }

    private Refusal refusal(CompletableFuture<?> future) {
        town.clock.until(future::isDone);
        try {
            throw new AssertionError("not refused: " + future.join());
        } catch (CompletionException e) {
            return ((RefusedException) e.getCause()).refusal();
        }
    }

    @Test
    void countsTheDebtsOnAllLines() {
        isRefused(CHARLIE, 41, 40);
        town.clock.answer(pay(CHARLIE, 39).acknowledged());
        isRefused(BOB, 2, 1);
        town.clock.answer(pay(BOB, 1).acknowledged());
        isRefused(BOB, 1, 0);
        assertThat(town.alice.owes(town.bob) + town.alice.owes(town.charlie)).isEqualTo(100);
    }

    @Test
    void countsPaymentsThatWait() {
        town.bob.kill();
        town.clock.until(() -> !town.alice.isReadyFor(town.bob));
        assertThat(town.clock.answer(pay(BOB, 30).recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        isRefused(CHARLIE, 11, 10);
        PendingPayment last = pay(CHARLIE, 10);
        town.clock.answer(last.acknowledged());
        isRefused(BOB, 1, 0);
    }

    @Test
    void letsAPeerHaveBackWhatItHasPaid() {
        town.clock.answer(pay(CHARLIE, 40).acknowledged());
        town.clock.answer(
                town.bob.node().pay(PaymentOrder.to(Clocktown.ALICE, 80)).acknowledged());
        town.clock.until(() -> town.alice.balanceWith(town.bob).units() == 20);
        isRefused(BOB, 81, 80);
        town.clock.answer(pay(BOB, 20).acknowledged());
        isRefused(BOB, 61, 60);
    }

    @Test
    void countsWhatTheLedgerHasMovedNoLonger() {
        town.ledgerOf(BOB).answersNoQuestions();
        town.alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        assertThat(town.alice.node().settlements().get(0).status()).isEqualTo(SettlementStatus.CONFIRMED);
        assertThat(town.alice.owes(town.bob)).isEqualTo(60);
        isRefused(CHARLIE, 41, 40);
        town.ledgerOf(BOB).answersQuestions();
        town.clock.until(() -> town.alice.owes(town.bob) == 0);
        isRefused(CHARLIE, 41, 40);
        town.clock.answer(pay(CHARLIE, 40).acknowledged());
    }

    @Test
    void countsNothingTwiceThatTheLedgerHasMovedSinceItWasAsked() {
        town.ledgerOf(Clocktown.ALICE).nextTransfers(Fate.HELD);
        town.alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        ledger.slow = true;
        town.ledgerOf(Clocktown.ALICE).release();
        town.clock.until(() -> town.alice.owes(town.bob) == 0);
        PendingPayment tooMuch = pay(CHARLIE, 41);
        assertThat(tooMuch.recorded()).isNotDone();
        assertThat(town.alice.node().plan(PaymentOrder.to(CHARLIE, 41)).refusal())
                .contains(Refusal.because(RefusalCode.INSOLVENT, 40));
        ledger.answer();
        town.clock.rest();
        assertThat(refusal(tooMuch.recorded())).isEqualTo(Refusal.because(RefusalCode.INSOLVENT, 40));
    }

    @Test
    void countsADebtThatIsBeingSettledUntilTheLedgerHasMovedIt() {
        town.ledgerOf(Clocktown.ALICE).nextTransfers(Fate.HELD);
        town.alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        assertThat(town.ledgerOf(Clocktown.ALICE).waiting()).isEqualTo(1);
        isRefused(CHARLIE, 41, 40);
        town.ledgerOf(Clocktown.ALICE).release();
        town.clock.until(() -> town.alice.owes(town.bob) == 0);
        isRefused(CHARLIE, 41, 40);
    }

    @Test
    void asksTheLedgerOnceMoreBeforeItRefuses() {
        int asked = ledger.asked;
        town.clock.answer(pay(CHARLIE, 40).acknowledged());
        assertThat(ledger.asked).isEqualTo(asked);
        sendMoneyToAlice(30);
        PaymentOrder order = PaymentOrder.to(BOB, 30);
        assertThat(town.alice.node().plan(order).refusal()).isPresent();

        town.clock.answer(pay(BOB, 30).acknowledged());
        assertThat(ledger.asked).isEqualTo(asked + 1);
        isRefused(BOB, 1, 0);
        assertThat(ledger.asked).isEqualTo(asked + 2);
    }

    private void sendMoneyToAlice(long amount) {
        Ledger charlies = town.charlie.surroundings.ledger();
        AccountId from = charlies.accountOf(CHARLIE);
        AccountId to = charlies.accountOf(Clocktown.ALICE);
        charlies.submit(new Ledger.Transfer(new SettlementKey(1, 1), from, to, Amount.of(amount)));
    }

    @Test
    void asksTheLedgerAfterASettlement() {
        sendMoneyToAlice(30);
        town.clock.answer(town.alice.node().settle(BOB, SettleOrder.of(1)).finished());
        int asked = ledger.asked;
        town.clock.answer(pay(CHARLIE, 70).acknowledged());
        assertThat(ledger.asked).isEqualTo(asked);
    }

    @Test
    void asksTheLedgerEveryTenSecondsWhilePaymentsAreMade() {
        town.clock.pass(Duration.ofSeconds(30));
        int asked = ledger.asked;
        town.clock.pass(Duration.ofSeconds(60));
        assertThat(ledger.asked).isEqualTo(asked);
        for (int i = 0; i < 20; i++) {
            town.clock.answer(pay(CHARLIE, 1).acknowledged());
            town.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(ledger.asked - asked).isBetween(1, 2);
    }

    @Test
    void letsAPaymentWaitForTheLedgerAndOtherLinesGoOn() {
        ledger.slow = true;
        PendingPayment doubtful = pay(BOB, 41);
        PendingPayment behind = pay(BOB, 1);
        PendingPayment elsewhere = pay(CHARLIE, 5);
        assertThat(doubtful.recorded()).isNotDone();
        assertThat(behind.recorded()).isNotDone();
        assertThat(town.clock.answer(elsewhere.acknowledged()).units()).isEqualTo(5);
        ledger.answer();
        town.clock.rest();

        assertThat(refusal(doubtful.recorded())).isEqualTo(Refusal.because(RefusalCode.INSOLVENT, 35));
        assertThat(town.clock.answer(behind.acknowledged()).units()).isEqualTo(1);
    }

    @Test
    void waitsForTheFirstAnswerAfterItsStart() {
        ledger.slow = true;
        town.alice.restart();
        PendingPayment first = pay(CHARLIE, 5);
        assertThat(first.recorded()).isNotDone();
        ledger.answer();
        assertThat(town.clock.answer(first.acknowledged()).units()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void isNotAskedForWhereTheLedgerDoesNotSayIt(boolean silent, boolean unable) {
        if (silent) {
            town.ledgerOf(Clocktown.ALICE).answersNoQuestions();
        }
        if (unable) {
            town.ledgerOf(Clocktown.ALICE).can(Capability.IDEMPOTENT_SUBMIT, Capability.LOOK_UP);
        }
        int asked = ledger.asked;
        town.clock.answer(pay(CHARLIE, 100).acknowledged());

        assertThat(town.alice.owes(town.charlie)).isEqualTo(100);
        assertThat(ledger.asked).isEqualTo(asked);
    }

    /** A ledger that counts how often it is asked for a balance, and may take its time. */
    private static final class Counting extends ForwardingLedger {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int asked;
        private boolean slow;

        Counting(Ledger ledger) {
            super(ledger);
        }

        void answer() {
            slow = false;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }

        @Override
        public CompletionStage<BalanceOutcome> balance(AccountId account) {
            asked++;
            if (!slow) {
                return super.balance(account);
            }
            CompletableFuture<BalanceOutcome> later = new CompletableFuture<>();
            waiting.add(() ->
                    later.complete(super.balance(account).toCompletableFuture().join()));
            return later;
        }
    }
}
