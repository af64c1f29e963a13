package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.ClosingReport;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.trustline.Balance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alice owes Bob 80 and Charlie 20, and leaves. */
class SettlingAtTheEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;
    private final Clocktown.House charlie = town.charlie;

    @BeforeEach
    void aliceOwes() {
        alice.start();
        bob.start();
        charlie.start();
        town.indebt(alice, bob, 80);
        town.indebt(alice, charlie, 20);
    }

    private List<ClosingReport.Line> leave() {
        return town.clock.answer(alice.node().settleAllAndClose(LIMIT)).lines();
    }

    private static ClosingReport.Line settled(Clocktown.House creditor, long units) {
        return new ClosingReport.Line(creditor.name, units, Balance.ZERO, "");
    }

    private static ClosingReport.Line left(Clocktown.House creditor, long units, String reason) {
        return new ClosingReport.Line(creditor.name, 0, Balance.of(-units), reason);
    }

    @Test
    void settlesWithEverybody() {
        assertThat(leave()).containsExactly(settled(bob, 80), settled(charlie, 20));
        assertThat(bob.funds()).isEqualTo(580);
        assertThat(charlie.funds()).isEqualTo(520);
    }

    @Test
    void doesNotWaitAnyLongerThanNecessary() {
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(1));
        assertThat(report).isDone();
    }

    @Test
    void saysWhoWasAway() {
        bob.kill();
        assertThat(leave()).containsExactly(left(bob, 80, "the peer is away"), settled(charlie, 20));
        assertThat(bob.funds())
                .as("nobody has consented to settle without an answer")
                .isEqualTo(500);
    }

    @Test
    void waitsForOneWhoComesBack() {
        bob.kill();
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(5));
        bob.start();
        assertThat(town.clock.answer(report).lines()).containsExactly(settled(bob, 80), settled(charlie, 20));
    }

    @Test
    void saysThatTheLedgerIsSilent() {
        town.ledgerOf(ALICE).answersNoQuestions();
        assertThat(leave())
                .containsExactly(
                        left(bob, 80, "the ledger does not answer"), left(charlie, 20, "the ledger does not answer"));
    }

    @Test
    void saysThatTheLedgerHasNotAnsweredATransfer() {
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        assertThat(leave()).containsExactly(left(bob, 80, "the ledger has not answered"), settled(charlie, 20));
    }

    @Test
    void saysThatTheCreditorHasNotCredited() {
        town.ledgerOf(BOB).answersNoQuestions();
        assertThat(leave())
                .containsExactly(left(bob, 80, "it is paid, but the peer has not credited it"), settled(charlie, 20));
    }

    @Test
    void saysThatTheLedgerRefused() {
        town.ledgerOf(ALICE).nextTransfers(Fate.REFUSED);
        assertThat(leave()).containsExactly(left(bob, 80, "the ledger refused the transfer"), settled(charlie, 20));
    }

    @Test
    void waitsForADoubtThatTheLedgerWillResolve() {
        town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST, Fate.REQUEST_LOST, Fate.REQUEST_LOST);
        assertThat(leave()).containsExactly(settled(bob, 80), settled(charlie, 20));
    }

    @Test
    void saysThatADoubtRemains() {
        town.ledgerOf(ALICE).transfers(Fate.REQUEST_LOST);
        assertThat(leave())
                .containsExactly(
                        left(bob, 80, "whether a settlement was paid is in doubt"),
                        left(charlie, 20, "whether a settlement was paid is in doubt"));
    }

    @Test
    void doesNotWaitForADoubtThatNobodyButItsOwnerCanResolve() {
        town.onALedgerThatCan(LOOK_UP);
        town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST);
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(1));
        assertThat(report).isDone();
        assertThat(report.join().lines())
                .containsExactly(left(bob, 80, "whether a settlement was paid is in doubt"), settled(charlie, 20));
    }

    @Test
    void doesNotWaitForADoubtFromBefore() {
        town.onALedgerThatCan(LOOK_UP);
        town.ledgerOf(ALICE).nextTransfers(Fate.REQUEST_LOST);
        alice.node().settle(BOB, SettleOrder.of(10));
        town.clock.rest();
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(1));
        assertThat(report).isDone();
        assertThat(report.join().lines())
                .containsExactly(left(bob, 80, "whether a settlement was paid is in doubt"), settled(charlie, 20));
    }

    @Test
    void waitsForASettlementUnderWay() {
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        alice.node().settle(BOB, SettleOrder.of(10));
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(5));
        town.ledgerOf(ALICE).release();
        assertThat(town.clock.answer(report).lines()).containsExactly(settled(bob, 80), settled(charlie, 20));
    }

    @Test
    void waitsForAPaymentPastTheLimit() {
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        alice.node().pay(PaymentOrder.to(BOB, 150));
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(5));
        town.ledgerOf(ALICE).release();
        List<ClosingReport.Line> lines = town.clock.answer(report).lines();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.balance()).isEqualTo(Balance.ZERO);
            assertThat(line.reason()).isEmpty();
        });
        assertThat(bob.funds()).isEqualTo(500 + 80 + 150);
    }

    @Test
    void settlesAlsoWhatWasPaidInTheMeantime() {
        town.ledgerOf(ALICE).nextTransfers(Fate.CARRIED_OUT, Fate.HELD);
        CompletableFuture<ClosingReport> report = alice.node().settleAllAndClose(LIMIT);
        town.clock.pass(Duration.ofSeconds(1));
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 7)).acknowledged());
        town.ledgerOf(ALICE).release();
        assertThat(town.clock.answer(report).isDebtFree()).isTrue();
        assertThat(bob.funds()).isEqualTo(587);
    }
}
