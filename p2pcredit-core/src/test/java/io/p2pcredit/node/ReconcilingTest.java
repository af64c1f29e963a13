package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.Dispute;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.TrustlineView.WaitsFor;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.node.Clocktown.House;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alice owes Bob 10, and pays 5 more that do not reach him. Then she lives on from an old copy and pays him 7; then the
 * newer copy is put back. Her key has signed two histories, and both owners decide which one is true.
 */
@Timeout(60)
class ReconcilingTest {
    private final Clocktown town = new Clocktown();
    private final House alice = town.alice;
    private final House bob = town.bob;
    private int deaths;

    private void meetWithTwoHistories() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 10);
        InMemoryStorage old = alice.backup();
        alice.restart();
        inStep();
        town.network.hold(BOB);
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 5)).recorded());
        alice.kill();
        InMemoryStorage newer = alice.storage;
        InMemoryHistory newest = alice.history;
        town.network.letThrough(BOB);
        alice.restore(old);
        alice.start();
        inStep();
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 7)).acknowledged());
        alice.kill();
        alice.storage = newer;
        alice.history = newest;
        alice.start();
        town.clock.until(() -> isFrozen(alice, bob) && isFrozen(bob, alice));
    }

    private void inStep() {
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
    }

    private static boolean isFrozen(House house, House peer) {
        return view(house, peer).state() == State.FROZEN;
    }

    private static TrustlineView view(House house, House peer) {
        return house.node().trustline(peer.name).orElseThrow();
    }

    @Test
    void bothAreShownWhatIsInDispute() {
        meetWithTwoHistories();
        Dispute hers = alice.node().dispute(BOB).orElseThrow();
        Dispute his = bob.node().dispute(ALICE).orElseThrow();

        assertThat(hers.writer()).isEqualTo(Direction.OUTGOING);
        assertThat(hers.mine().balance()).isEqualTo(Balance.of(-15));
        assertThat(hers.theirs().balance()).isEqualTo(Balance.of(-17));
        assertThat(hers.onlyMine())
                .singleElement()
                .satisfies(payment -> assertThat(payment.units()).isEqualTo(5));
        assertThat(his.writer()).isEqualTo(Direction.INCOMING);
        assertThat(his.mine()).isEqualTo(new Dispute.Claim(hers.theirs().proof(), Balance.of(17)));
        assertThat(his.theirs()).isEqualTo(new Dispute.Claim(hers.mine().proof(), Balance.of(15)));
        assertThat(view(alice, bob).waitsFor()).isEqualTo(WaitsFor.DECISION);
        assertThat(view(alice, bob).online()).isFalse();
    }

    @ParameterizedTest(name = "on hers: {0}, Alice first: {1}, time in between: {2}")
    @CsvSource({
        "true, true, true",
        "true, false, true",
        "true, true, false",
        "false, true, true",
        "false, false, true",
        "false, false, false"
    })
    void bothGoOnWhenTheyHaveDecidedAlike(boolean hers, boolean aliceFirst, boolean time) {
        meetWithTwoHistories();
        if (aliceFirst) {
            decide(alice, bob, hers, time);
            decide(bob, alice, !hers, time);
        } else {
            decide(bob, alice, !hers, time);
            decide(alice, bob, hers, time);
        }
        inStep();
        long debt = hers ? 15 : 17;
        assertThat(alice.owes(bob)).isEqualTo(debt);
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 3)).acknowledged());
        town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 2)).acknowledged());
        town.clock.until(() -> alice.owes(bob) == debt + 1);
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(debt + 1));
        assertThat(alice.node().dispute(BOB)).isEmpty();
        assertThat(view(alice, bob).waitsFor()).isEqualTo(WaitsFor.NOTHING);
        survivesARestart();
    }

    private void decide(House house, House peer, boolean mine, boolean time) {
        TrustlineView decided = town.clock.answer(
                house.node().reconcile(peer.name, mine ? Reconciliation.MINE : Reconciliation.THEIRS));
        assertThat(decided.state()).isEqualTo(State.OPEN);
        if (time) {
            town.clock.pass(Duration.ofMinutes(2));
            assertThat(isFrozen(house, peer)).isFalse();
        }
    }

    /** What was decided is in the journal: another life stands where this one does. */
    private void survivesARestart() {
        var digest = alice.node().digest();
        alice.history = new InMemoryHistory();
        alice.restart();
        assertThat(alice.node().digest()).isEqualTo(digest);
        inStep();
        assertThat(alice.node().events(Cursor.START).next(1_000))
                .extracting(event -> event.event())
                .filteredOn(TrustlineEvent.Reconciled.class::isInstance)
                .hasSize(1);
    }

    static Stream<Arguments> everyWriteOfADecision() {
        return Stream.of(true, false)
                .flatMap(hers -> Stream.of(true, false)
                        .flatMap(aliceDies -> IntStream.range(0, 5)
                                .boxed()
                                .flatMap(write -> Stream.of(true, false)
                                        .map(durable -> Arguments.of(hers, aliceDies, write, durable)))));
    }

    @ParameterizedTest(name = "on hers: {0}, Alice dies: {1}, at write {2}, durable: {3}")
    @MethodSource("everyWriteOfADecision")
    void bothGoOnWhicheverWriteIsTheLastOfOneProcess(boolean hers, boolean aliceDies, int write, boolean durable) {
        meetWithTwoHistories();
        House mortal = aliceDies ? alice : bob;
        mortal.killAtWrite(write, durable);
        decideUnlessDecided(alice, bob, hers, mortal);
        decideUnlessDecided(bob, alice, !hers, mortal);
        town.clock.until(() -> mortal.isKilled() || (alice.isReadyFor(bob) && bob.isReadyFor(alice)));
        restartIfKilled(mortal);
        inStep();
        assertThat(deaths).isBetween(write == 0 ? 1 : 0, 1); // a decision writes at least once

        long debt = hers ? 15 : 17;
        assertThat(alice.owes(bob)).isEqualTo(debt);
        assertThat(bob.balanceWith(alice)).isEqualTo(Balance.of(debt));
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 3)).acknowledged());
        town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 2)).acknowledged());
        town.clock.until(() -> alice.owes(bob) == debt + 1);
        survivesARestart();
    }

    /** As an owner does whose process has died before it answered: looks, and decides if nothing is decided. */
    private void decideUnlessDecided(House house, House peer, boolean mine, House mortal) {
        while (isFrozen(house, peer)) {
            var decided = house.node().reconcile(peer.name, mine ? Reconciliation.MINE : Reconciliation.THEIRS);
            town.clock.until(() -> decided.isDone() || house.isKilled());
            if (house == mortal && house.isKilled()) {
                restartIfKilled(house);
            }
        }
    }

    private void restartIfKilled(House house) {
        if (house.wasKilled()) {
            deaths++;
            house.restart();
        }
    }

    @Test
    void freezesAgainWhenTheyHaveNotDecidedAlike() {
        meetWithTwoHistories();
        decide(alice, bob, true, false);
        decide(bob, alice, true, false);
        town.clock.until(() -> isFrozen(alice, bob) && isFrozen(bob, alice));
        decide(alice, bob, false, false);
        decide(bob, alice, true, false);
        inStep();
        assertThat(alice.owes(bob)).isEqualTo(17);
    }

    @Test
    void queuesPaymentsUntilThePeerHasDecidedToo() {
        meetWithTwoHistories();
        assertThat(town.refusal(alice.node().pay(PaymentOrder.to(BOB, 1)).recorded()))
                .isEqualTo(RefusalCode.FROZEN);
        decide(alice, bob, false, false);
        assertThat(town.clock
                        .answer(alice.node().pay(PaymentOrder.to(BOB, 1)).recorded())
                        .status())
                .isEqualTo(PaymentStatus.QUEUED);
        decide(bob, alice, true, false);
        town.clock.until(() -> alice.owes(bob) == 18);
    }

    @Test
    void isRefusedWhereNothingIsInDispute() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 10);
        for (Reconciliation decision : List.of(Reconciliation.MINE, Reconciliation.THEIRS)) {
            assertThat(town.refusal(alice.node().reconcile(BOB, decision))).isEqualTo(RefusalCode.NOT_FROZEN);
        }
        assertThat(town.clock.answer(alice.node().reconcile(BOB, Reconciliation.RELEASE)))
                .isEqualTo(view(alice, bob));
        assertThat(town.refusal(alice.node().reconcile(Clocktown.CHARLIE, Reconciliation.RELEASE)))
                .isEqualTo(RefusalCode.NO_TRUSTLINE);
        assertThat(alice.node().dispute(BOB)).isEmpty();
        assertThat(alice.node().dispute(Clocktown.CHARLIE)).isEmpty();
    }
}
