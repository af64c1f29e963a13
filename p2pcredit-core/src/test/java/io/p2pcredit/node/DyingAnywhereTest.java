package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.node.Clocktown.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.FakeEd25519;
import io.p2pcredit.simulation.world.SimulatedSigner;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.Settlement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever Alice or Bob has its node do, and whichever write of either node is its process's last, durable or not: what
 * was answered is there, what was not is done by asking again and no second time, and both see the same.
 */
@Timeout(120)
class DyingAnywhereTest {
    private static final PaymentId FIRST = new PaymentId(7, 1);
    private static final PaymentId SECOND = new PaymentId(7, 2);
    private static final SimulatedSigner ANOTHER = new SimulatedSigner(new FakeEd25519(), Chance.of(1, "another Bob"));
    private static final PaymentOrder PAY = PaymentOrder.to(BOB, 5).withId(FIRST);

    static Stream<Deed> deeds() {
        return Stream.of(
                new Deed(
                        "propose",
                        Deed::start,
                        town -> town.alice.node().propose(BOB, CreditLimit.of(60)),
                        town -> {},
                        town -> isOpen(town, 60, 60)),
                new Deed(
                        "accept",
                        DyingAnywhereTest::proposeToAnOwnerWhoIsAsked,
                        town -> onceProposed(town, () -> town.bob.node().accept(ALICE, CreditLimit.of(50))),
                        town -> {},
                        town -> isOpen(town, 60, 50)),
                new Deed(
                        "decline",
                        DyingAnywhereTest::proposeToAnOwnerWhoIsAsked,
                        town -> onceProposed(town, () -> town.bob.node().decline(ALICE)),
                        town -> {},
                        town -> {
                            asked(onceProposed(town, () -> town.bob.node().decline(ALICE)));
                            return state(town.alice.node().trustline(BOB)).equals(Optional.of(State.DECLINED));
                        }),
                Deed.onALine(
                        "changeLimit",
                        3,
                        town -> town.alice.node().changeLimit(BOB, CreditLimit.of(70)),
                        town -> isOpen(town, 70, 100)),
                Deed.onALine("pay", 3, town -> town.alice.node().pay(PAY).acknowledged(), owes(8)),
                Deed.onALine(
                        "pay a batch",
                        3,
                        town -> town.alice
                                .node()
                                .pay(PaymentOrder.batch(BOB, Amounts.of(1, 2, 3))
                                        .withId(FIRST))
                                .acknowledged(),
                        owes(9)),
                Deed.onALine(
                        "pay past the limit",
                        95,
                        town -> town.alice
                                .node()
                                .pay(PaymentOrder.to(BOB, 110).withId(FIRST))
                                .acknowledged(),
                        owes(5).and(town -> town.alice.funds() == 300 && town.bob.funds() == 700)),
                Deed.apart("queue", 3, town -> town.alice.node().pay(PAY).recorded(), owes(8)),
                Deed.apart("cancel", 3, DyingAnywhereTest::cancel, owes(3))
                        .after(town ->
                                town.clock.answer(town.alice.node().pay(PAY).recorded())),
                Deed.onALine(
                                "release the queue",
                                3,
                                town -> town.alice.node().reconcile(BOB, Reconciliation.RELEASE),
                                owes(15).and(town -> town.alice.node().queued().isEmpty()))
                        .after(DyingAnywhereTest::restoreAQueue),
                Deed.onALine("settle", 80, DyingAnywhereTest::settle, DyingAnywhereTest::isSettled),
                Deed.apart("settle unannounced", 80, DyingAnywhereTest::settle, DyingAnywhereTest::isSettledInTheEnd),
                Deed.onALine("resolve", 80, DyingAnywhereTest::resolve, DyingAnywhereTest::isSettled)
                        .after(DyingAnywhereTest::settleWithoutBeingSeen),
                Deed.onALine(
                                "accept a key",
                                7,
                                town -> town.alice.node().acceptKey(BOB, ANOTHER.publicKey()),
                                town -> state(town.alice.node().trustlines().stream()
                                                .findFirst())
                                        .equals(Optional.of(State.RETIRED)))
                        .after(DyingAnywhereTest::comeBackWithAnotherKey),
                Deed.onALine(
                        "close",
                        80,
                        town -> town.alice.node().settleAllAndClose(Duration.ofSeconds(20)),
                        town -> true));
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void losesNothingAndDoesNothingTwice(Deed deed) {
        int killed = 0;
        for (boolean ofAlice : new boolean[] {true, false}) {
            for (boolean durable : new boolean[] {true, false}) {
                killed += (int) IntStream.iterate(0, write -> write + 1)
                        .takeWhile(write -> dies(deed, ofAlice, write, durable))
                        .count();
            }
        }
        assertThat(killed).as("deaths").isGreaterThanOrEqualTo(2);
    }

    /** Whether there was such a write. */
    private static boolean dies(Deed deed, boolean ofAlice, int write, boolean durable) {
        Clocktown town = new Clocktown();
        deed.prepared().accept(town);
        town.clock.pass(Duration.ofSeconds(1));
        Clocktown.House victim = ofAlice ? town.alice : town.bob;
        victim.killAtWrite(write, durable);
        CompletableFuture<?> promise = deed.done().apply(town);
        town.clock.pass(Duration.ofSeconds(3));
        boolean killedAtOnce = comeBack(town, deed, victim, promise);
        deed.followed().accept(town);
        town.clock.pass(Duration.ofSeconds(30));
        boolean killed = killedAtOnce || comeBack(town, deed, victim, promise);
        victim.wasKilled();
        String where = deed + " of " + victim.name + " at write " + write + (durable ? ", durable" : "");
        try {
            town.clock.until(() -> isStarted(town) && deed.holds().test(town) && isCalm(town));
        } catch (AssertionError e) {
            throw new AssertionError(
                    where + ": " + town.alice.node().trustlines() + " and "
                            + town.bob.node().trustlines() + ", " + promise + " "
                            + town.alice.node().settlements(),
                    e);
        }
        return killed;
    }

    /** Whether the victim was killed: then it is started again, and whoever had no answer asks again. */
    private static boolean comeBack(Clocktown town, Deed deed, Clocktown.House victim, CompletableFuture<?> promise) {
        if (!victim.isKilled()) {
            return false;
        }
        victim.restart();
        town.clock.pass(Duration.ofSeconds(5));
        if (!promise.isDone()) {
            asked(deed.done().apply(town));
        }
        return true;
    }

    /** Who has closed its node starts it again. */
    private static boolean isStarted(Clocktown town) {
        for (Clocktown.House house : new Clocktown.House[] {town.alice, town.bob}) {
            if (house.node().status().state() == NodeStatus.State.CLOSED) {
                house.restart();
            }
        }
        return true;
    }

    /** Both ends are in step and see the same. */
    private static boolean isCalm(Clocktown town) {
        Optional<TrustlineView> atAlice = town.alice.node().trustline(BOB);
        Optional<TrustlineView> atBob = town.bob.node().trustline(ALICE);
        if (state(atAlice).filter(State.OPEN::equals).isEmpty()) {
            return state(atBob).filter(State.OPEN::equals).isEmpty();
        }
        return atBob.isPresent()
                && atAlice.get().online()
                && atBob.get().online()
                && atAlice.get().unacknowledged() == 0
                && atBob.get().unacknowledged() == 0
                && atAlice.get().granted().equals(atBob.get().received())
                && atAlice.get().received().equals(atBob.get().granted())
                && atAlice.get().balance().units() == -atBob.get().balance().units();
    }

    private static Optional<State> state(Optional<TrustlineView> line) {
        return line.map(TrustlineView::state);
    }

    private static boolean isOpen(Clocktown town, long byAlice, long byBob) {
        return town.alice
                .node()
                .trustline(BOB)
                .filter(line -> line.state() == State.OPEN
                        && line.granted().units() == byAlice
                        && line.received().units() == byBob)
                .isPresent();
    }

    private static Predicate<Clocktown> owes(long units) {
        return town -> town.alice.owes(town.bob) == units;
    }

    private static void proposeToAnOwnerWhoIsAsked(Clocktown town) {
        town.bob.with(builder -> builder.admission(AdmissionPolicy.ask()));
        Deed.start(town);
        asked(town.alice.node().propose(BOB, CreditLimit.of(60)));
        town.clock.until(() -> !town.bob.node().proposals().isEmpty());
    }

    /** Alice's node shows its proposal again, unless that was answered. */
    private static CompletableFuture<?> onceProposed(Clocktown town, Supplier<CompletableFuture<?>> answer) {
        return town.bob.node().proposals().isEmpty() ? CompletableFuture.completedFuture(null) : answer.get();
    }

    private static CompletableFuture<?> cancel(Clocktown town) {
        boolean isCancelled = town.alice
                .node()
                .payment(FIRST)
                .map(Payment::status)
                .filter(PaymentStatus.CANCELLED::equals)
                .isPresent();
        return isCancelled
                ? CompletableFuture.completedFuture(null)
                : town.alice.node().cancel(FIRST);
    }

    /** Of two payments that wait in Alice's copy of her stores, one was made since. */
    private static void restoreAQueue(Clocktown town) {
        Deed.part(town);
        town.clock.answer(town.alice.node().pay(PAY).recorded());
        town.clock.answer(
                town.alice.node().pay(PaymentOrder.to(BOB, 7).withId(SECOND)).recorded());
        town.clock.pass(Duration.ofSeconds(1));
        InMemoryStorage journal = town.alice.storage.copy();
        InMemoryHistory history = town.alice.history.copy();
        town.clock.answer(town.alice.node().cancel(SECOND));
        town.network.down(false);
        town.clock.until(() -> town.alice.owes(town.bob) == 8 && isCalm(town));
        town.alice.kill();
        town.alice.storage = journal;
        town.alice.history = history;
        town.alice.start();
        town.clock.until(() -> isCalm(town));
        assertThat(town.alice.node().trustline(BOB).orElseThrow().held()).isTrue();
    }

    private static void comeBackWithAnotherKey(Clocktown town) {
        town.bob.kill();
        town.bob.restore(new InMemoryStorage());
        town.bob.with(builder -> builder.signer(ANOTHER)).start();
    }

    private static CompletableFuture<?> settle(Clocktown town) {
        boolean isUnderWay = town.alice.node().settlements().stream()
                .anyMatch(settlement -> !settlement.status().isFinal());
        if (isUnderWay || town.alice.owes(town.bob) == 0) {
            return CompletableFuture.completedFuture(null);
        }
        SettleOrder order = town.alice.isReadyFor(town.bob)
                ? SettleOrder.everything()
                : SettleOrder.everything().unannouncedToo();
        return town.alice.node().settle(BOB, order).finished();
    }

    private static boolean isSettled(Clocktown town) {
        return town.alice.owes(town.bob) == 0
                && town.world.transfers().size() == 1
                && town.bob.funds() == 580
                && town.alice.node().settlements().stream()
                        .allMatch(settlement -> settlement.status().isFinal());
    }

    /** A node that has not been in step since its start refuses, and is asked again when it has. */
    private static boolean isSettledInTheEnd(Clocktown town) {
        if (town.alice.isReadyFor(town.bob) && town.alice.node().settlements().isEmpty()) {
            asked(settle(town));
        }
        return isSettled(town);
    }

    /** The ledger moves money and shows it to nobody. */
    private static void settleWithoutBeingSeen(Clocktown town) {
        town.onALedgerThatCan();
        town.alice.restart();
        town.bob.restart();
        town.clock.until(() -> isCalm(town));
        town.alice.node().settle(BOB, SettleOrder.everything());
        town.clock.until(() -> town.world.transfers().size() == 1);
        town.clock.pass(Duration.ofSeconds(5));
    }

    private static CompletableFuture<?> resolve(Clocktown town) {
        Settlement expected = town.bob.settlement(town.alice, Direction.INCOMING);
        return expected.status().isFinal()
                ? CompletableFuture.completedFuture(null)
                : town.bob.node().resolve(expected.key(), Resolution.PAID);
    }
}
