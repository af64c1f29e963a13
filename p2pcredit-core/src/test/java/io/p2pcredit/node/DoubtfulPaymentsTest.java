package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.doubles.PacedJournal;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.node.Clocktown.House;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Alice owes Bob 10, and pays more that does not reach him: 5, a batch of 3 and 4, 2 under an id of her node's own, and
 * 200, of which 76 are within the limit; 1 more waits behind that. Her key signs another history of the same length, in
 * which she pays him 7. Both take that one as true, and her entries have the numbers of those that he has never seen.
 */
@Timeout(60)
class DoubtfulPaymentsTest {
    private static final PaymentId SINGLE = new PaymentId(7, 1);
    private static final PaymentId BATCH = new PaymentId(7, 2);
    private static final PaymentId PARTED = new PaymentId(7, 3);
    private static final PaymentId QUEUED = new PaymentId(7, 4);

    private final Clocktown town = new Clocktown();
    private final House alice = town.alice;
    private final House bob = town.bob;
    private PaymentId made = SINGLE;

    @BeforeEach
    void meetWithTwoHistories() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 10);
        InMemoryStorage old = alice.backup();
        alice.restart();
        inStep();
        payUnseen();
        alice.kill();
        InMemoryStorage newer = alice.storage;
        InMemoryHistory newest = alice.history;
        town.network.letThrough(BOB);
        alice.restore(old);
        alice.start();
        inStep();
        for (long units : new long[] {1, 1, 1, 1, 3}) {
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, units)).acknowledged());
        }
        alice.kill();
        alice.storage = newer;
        alice.history = newest;
        alice.start();
        town.clock.until(() -> isFrozen(alice, bob) && isFrozen(bob, alice));
    }

    private void payUnseen() {
        town.network.hold(BOB);
        town.clock.answer(single().recorded());
        town.clock.answer(batch().recorded());
        PendingPayment own = alice.node().pay(PaymentOrder.to(BOB, 2));
        made = town.clock.answer(own.recorded()).id();
        assertThat(town.clock.answer(parted().recorded()).units()).isEqualTo(76);
        assertThat(town.clock.answer(queued().recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
    }

    private PendingPayment single() {
        return alice.node().pay(PaymentOrder.to(BOB, 5).withId(SINGLE));
    }

    private PendingPayment batch() {
        return alice.node().pay(PaymentOrder.batch(BOB, Amounts.of(3, 4)).withId(BATCH));
    }

    private PendingPayment parted() {
        return alice.node().pay(PaymentOrder.to(BOB, 200).withId(PARTED));
    }

    private PendingPayment queued() {
        return alice.node().pay(PaymentOrder.to(BOB, 1).withId(QUEUED));
    }

    private void inStep() {
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
    }

    private static boolean isFrozen(House house, House peer) {
        return house.node().trustline(peer.name).orElseThrow().state() == State.FROZEN;
    }

    private void decide(boolean hers) {
        town.clock.answer(alice.node().reconcile(BOB, hers ? Reconciliation.MINE : Reconciliation.THEIRS));
        town.clock.answer(bob.node().reconcile(alice.name, hers ? Reconciliation.THEIRS : Reconciliation.MINE));
        inStep();
    }

    private void goOn() {
        town.clock.answer(alice.node().reconcile(BOB, Reconciliation.RELEASE));
        for (int i = 0; i < 8; i++) {
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).acknowledged());
        }
    }

    /** Whatever is asked about them, and however often: neither that they are through nor that they are not. */
    private void areInDoubt() {
        assertThat(status(SINGLE)).isEqualTo(Map.of(PaymentStatus.IN_DOUBT, 5L));
        assertThat(status(BATCH)).isEqualTo(Map.of(PaymentStatus.IN_DOUBT, 7L));
        assertThat(status(made)).isEqualTo(Map.of(PaymentStatus.IN_DOUBT, 2L));
        assertThat(status(PARTED)).isEqualTo(Map.of(PaymentStatus.IN_DOUBT, 76L));
        assertThat(statesInTheHistory(PaymentStatus.IN_DOUBT)).containsExactly(5L, 7L, 2L, 76L, 76L);
        assertThat(alice.node().queued()).extracting(Payment::id).doesNotContain(PARTED);
        Balance before = alice.balanceWith(bob);
        for (PendingPayment again : List.of(
                single(),
                batch(),
                parted(),
                alice.node().pay(PaymentOrder.to(BOB, 2).withId(made)))) {
            assertThat(town.refusal(again.recorded())).isEqualTo(RefusalCode.PAYMENT_IN_DOUBT);
            assertThat(town.refusal(again.acknowledged())).isEqualTo(RefusalCode.PAYMENT_IN_DOUBT);
        }
        town.clock.pass(Duration.ofMinutes(1));
        assertThat(alice.balanceWith(bob)).isEqualTo(before);
    }

    private Map<PaymentStatus, Long> status(PaymentId id) {
        return Stream.of(alice.node().payment(id).orElseThrow())
                .collect(Collectors.toMap(Payment::status, Payment::units));
    }

    /** How much her payments of that status are, one after the other. */
    private List<Long> statesInTheHistory(PaymentStatus status) {
        List<Long> newestFirst =
                alice.node().history(new HistoryQuery(Optional.of(BOB), Cursor.END, 1_000)).rows().stream()
                        .flatMap(row -> payment(row).stream())
                        .filter(payment -> payment.direction() == Direction.OUTGOING && payment.status() == status)
                        .map(Payment::units)
                        .toList();
        return Lists.reverse(newestFirst);
    }

    private static Optional<Payment> payment(NodeEvent.Recorded row) {
        if (row.event() instanceof TrustlineEvent.Paid paid) {
            return Optional.of(paid.payment());
        }
        return row.event() instanceof TrustlineEvent.GivenUp given ? Optional.of(given.payment()) : Optional.empty();
    }

    @Test
    void areInDoubtFromTheDecisionOnForEver() {
        assertThat(status(SINGLE)).isEqualTo(Map.of(PaymentStatus.SENT, 5L));
        assertThat(town.refusal(single().acknowledged())).isEqualTo(RefusalCode.FROZEN);
        town.clock.answer(alice.node().reconcile(BOB, Reconciliation.THEIRS));
        areInDoubt();
        town.clock.answer(bob.node().reconcile(alice.name, Reconciliation.MINE));
        inStep();
        areInDoubt();
        goOn();
        areInDoubt();
        alice.restart();
        inStep();
        areInDoubt();
        alice.history = new InMemoryHistory();
        alice.restart();
        areInDoubt();
        inStep();
        areInDoubt();
    }

    @Test
    void areInDoubtForALifeThatBeginsWithASnapshot() {
        decide(false);
        goOn();
        alice.with(builder -> builder.store(
                        new PacedJournal(alice.storage.takeOver(), new Pace(1, Long.MAX_VALUE, 256)), alice.history))
                .restart();
        inStep();
        while (alice.storage.copy().open().trimmed() == 0) {
            town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 1)).acknowledged());
            town.clock.answer(bob.node().pay(PaymentOrder.to(alice.name, 1)).acknowledged());
        }
        alice.restart();
        areInDoubt();
    }

    @Test
    void thoseThatWaitedWithoutASignatureArePaidWhenTheOwnerLetsThemGo() {
        decide(false);
        assertThat(status(QUEUED)).isEqualTo(Map.of(PaymentStatus.QUEUED, 0L));
        assertThat(town.clock.answer(queued().recorded()).status()).isEqualTo(PaymentStatus.QUEUED);
        goOn();
        assertThat(status(QUEUED)).isEqualTo(Map.of(PaymentStatus.ACKNOWLEDGED, 1L));
        assertThat(alice.owes(bob)).isEqualTo(17 + 1 + 8);
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(17 + 1 + 8));
    }

    @Test
    void whatBobHadSignedForStaysAcknowledged() {
        decide(false);
        goOn();
        assertThat(statesInTheHistory(PaymentStatus.ACKNOWLEDGED))
                .containsExactly(10L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(statesInTheHistory(PaymentStatus.SENT)).isEmpty();
    }

    @Test
    void areThroughIfHersIsTakenAsTrue() {
        decide(true);
        for (PendingPayment again : List.of(single(), batch())) {
            assertThat(town.clock.answer(again.acknowledged()).status()).isEqualTo(PaymentStatus.ACKNOWLEDGED);
        }
        assertThat(status(made)).isEqualTo(Map.of(PaymentStatus.ACKNOWLEDGED, 2L));
        assertThat(statesInTheHistory(PaymentStatus.IN_DOUBT)).isEmpty();
    }
}
