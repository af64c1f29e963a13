package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.TrustlineView.State;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.node.Clocktown.House;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A line on which everything has happened, and a copy of one end's journal, or of both, from any point in it. Every
 * payment has an id that its owner has chosen, and is asked for again.
 */
@Timeout(120)
class RestoringEverywhereTest {
    private final Clocktown town = new Clocktown();
    private final House alice = town.alice;
    private final House bob = town.bob;
    private final List<PaymentOrder> hers = new ArrayList<>();
    private final List<PaymentOrder> his = new ArrayList<>();

    /** Alice pays 62 in all and Bob 31; each has settled 10 of it. */
    private void live() {
        alice.start();
        bob.start();
        town.clock.answer(alice.node().propose(BOB, CreditLimit.of(100)));
        pay(alice, order(hers, BOB, 20, 1));
        pay(bob, order(his, ALICE, 5, 1));
        pay(alice, order(hers, BOB, Amounts.of(3, 4, 5), 2));
        settle(alice, bob, 10);
        town.clock.answer(bob.node().changeLimit(ALICE, CreditLimit.of(150)));
        pay(bob, order(his, ALICE, 26, 2));
        bob.kill();
        PendingPayment first = alice.node().pay(order(hers, BOB, 6, 3));
        PendingPayment second = alice.node().pay(order(hers, BOB, 7, 4));
        town.clock.answer(second.recorded());
        bob.start();
        town.clock.answer(first.acknowledged());
        town.clock.answer(second.acknowledged());
        town.clock.answer(alice.node().changeLimit(BOB, CreditLimit.of(80)));
        pay(alice, order(hers, BOB, 17, 5));
        inStep();
    }

    private static PaymentOrder order(List<PaymentOrder> orders, PeerId to, long units, int id) {
        orders.add(PaymentOrder.to(to, units).withId(new PaymentId(7, id)));
        return orders.get(orders.size() - 1);
    }

    private static PaymentOrder order(List<PaymentOrder> orders, PeerId to, Amounts amounts, int id) {
        orders.add(PaymentOrder.batch(to, amounts).withId(new PaymentId(7, id)));
        return orders.get(orders.size() - 1);
    }

    private void pay(House house, PaymentOrder order) {
        town.clock.answer(house.node().pay(order).acknowledged());
    }

    private void settle(House debtor, House creditor, long units) {
        assertThat(town.clock
                        .answer(debtor.node()
                                .settle(creditor.name, SettleOrder.of(units))
                                .finished())
                        .status())
                .isEqualTo(SettlementStatus.CREDITED);
    }

    private void inStep() {
        town.clock.until(() -> isInStep(alice, bob) && isInStep(bob, alice));
    }

    private static boolean isInStep(House house, House peer) {
        return house.node()
                .trustline(peer.name)
                .filter(line -> line.online() && line.unacknowledged() == 0)
                .isPresent();
    }

    private static long groups(InMemoryStorage storage) {
        try (Journal journal = storage.takeOver()) {
            return journal.end();
        }
    }

    private static InMemoryStorage upTo(InMemoryStorage original, long position) {
        InMemoryStorage copy = new InMemoryStorage();
        try (Journal from = original.takeOver();
                Journal to = copy.open()) {
            from.replay(0, (at, group) -> {
                if (at <= position) {
                    to.append(group);
                }
            });
        }
        return copy;
    }

    static IntStream positions() {
        RestoringEverywhereTest lived = new RestoringEverywhereTest();
        lived.live();
        return IntStream.rangeClosed(0, (int) groups(lived.alice.storage));
    }

    /** Bob has paid once more when Alice comes back, and she has been asked for one more before Bob is there. */
    @ParameterizedTest(name = "up to group {0}")
    @MethodSource("positions")
    void nothingIsLostOrPaidTwiceByAnOldCopyOfAlice(int position) {
        live();
        alice.kill();
        bob.node().pay(order(his, ALICE, 3, 3));
        town.clock.rest();
        InMemoryStorage copy = upTo(alice.storage, position);
        alice.restore(copy);
        town.network.down(true);
        alice.start();
        List<PendingPayment> again = new ArrayList<>();
        boolean knowsBob = alice.node()
                .trustline(BOB)
                .filter(line -> line.state() == State.OPEN)
                .isPresent();
        if (knowsBob) {
            again.addAll(askAgain(alice, hers));
            town.clock.rest();
        }
        town.network.down(false);
        inStep();
        release(alice, BOB);
        again.addAll(askAgain(alice, hers));
        again.forEach(payment ->
                assertThat(town.clock.answer(payment.acknowledged()).isPart()).isFalse());
        town.clock.until(() -> alice.balanceWith(bob).equals(Balance.of(5 + 26 + 3 - 62 + 10)));
        isAtWork();
    }

    private static List<PendingPayment> askAgain(House house, List<PaymentOrder> orders) {
        return orders.stream().map(order -> house.node().pay(order)).toList();
    }

    private void release(House house, PeerId peer) {
        town.clock.answer(house.node().reconcile(peer, Reconciliation.RELEASE));
    }

    /** Nobody is accused, both agree, nothing is in doubt, and both can still pay and settle. */
    private void isAtWork() {
        inStep();
        assertThat(bob.balanceWith(alice).units())
                .isEqualTo(-alice.balanceWith(bob).units());
        long before = alice.owes(bob);
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 3)).acknowledged());
        town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        town.clock.until(() -> alice.owes(bob) == before + 2);
        settle(alice, bob, 1);
        inStep();
        assertThat(accusations(alice)).isZero();
        assertThat(accusations(bob)).isZero();
    }

    private static long accusations(House house) {
        return house.node().events(Cursor.START).next(1_000).stream()
                .filter(event -> event.event() instanceof TrustlineEvent.Frozen)
                .count();
    }

    static Stream<Arguments> pairs() {
        RestoringEverywhereTest lived = new RestoringEverywhereTest();
        lived.liveShortly();
        int alices = (int) groups(lived.alice.storage);
        int bobs = (int) groups(lived.bob.storage);
        return IntStream.rangeClosed(0, alices)
                .boxed()
                .flatMap(a -> IntStream.rangeClosed(0, bobs).mapToObj(b -> Arguments.of(a, b)));
    }

    private void liveShortly() {
        alice.start();
        bob.start();
        town.clock.answer(alice.node().propose(BOB, CreditLimit.of(100)));
        pay(alice, order(hers, BOB, 20, 1));
        pay(bob, order(his, ALICE, 5, 1));
        settle(alice, bob, 10);
        pay(bob, order(his, ALICE, 2, 2));
        inStep();
    }

    @ParameterizedTest(name = "Alice up to group {0}, Bob up to group {1}")
    @MethodSource("pairs")
    void twoOldCopiesFitTogether(int alices, int bobs) {
        liveShortly();
        alice.kill();
        bob.kill();
        InMemoryStorage hersOld = upTo(alice.storage, alices);
        InMemoryStorage hisOld = upTo(bob.storage, bobs);
        alice.restore(hersOld);
        bob.restore(hisOld);
        bob.start();
        alice.start();
        boolean neither = !opened(alice, bob) && !opened(bob, alice);
        if (neither) {
            town.clock.pass(Duration.ofMinutes(1));
        }
        if (!opened(alice, bob) || !opened(bob, alice)) {
            town.clock.pass(Duration.ofMinutes(1));
        }
        if (!opened(alice, bob)) {
            propose();
        }
        inStep();
        release(alice, BOB);
        release(bob, ALICE);
        inStep();
        assertThat(bob.balanceWith(alice).units())
                .isEqualTo(-alice.balanceWith(bob).units());
        payAndPay();
    }

    private void propose() {
        town.clock.answer(alice.node().propose(BOB, CreditLimit.of(100)));
    }

    private static boolean opened(House house, House peer) {
        return house.node()
                .trustline(peer.name)
                .filter(line -> line.state() == State.OPEN)
                .isPresent();
    }

    private void payAndPay() {
        long before = alice.balanceWith(bob).units();
        town.clock.answer(alice.node().pay(PaymentOrder.to(BOB, 3)).acknowledged());
        town.clock.answer(bob.node().pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        town.clock.until(() -> alice.balanceWith(bob).units() == before - 2);
        assertThat(accusations(alice)).isZero();
        assertThat(accusations(bob)).isZero();
    }

    @Test
    void aNodeThatIsPutBackTwiceStillHasEverything() {
        live();
        for (long back : new long[] {12, 5, 9, 0}) {
            alice.kill();
            InMemoryStorage copy = upTo(alice.storage, back);
            alice.restore(copy);
            alice.start();
            inStep();
            release(alice, BOB);
            askAgain(alice, hers).forEach(payment -> town.clock.answer(payment.acknowledged()));
            assertThat(alice.owes(bob)).isEqualTo(62 - 31 - 10);
        }
        isAtWork();
    }

    @Test
    void clocksThatJumpMakeNoDifference() {
        live();
        TrustlineView even = alice.node().trustline(BOB).orElseThrow();
        RestoringEverywhereTest jumping = new RestoringEverywhereTest();
        long[] reads = {0};
        jumping.town.clock.wallClock(() -> Instant.EPOCH.plus(Duration.ofDays((reads[0]++ * 7_919) % 40_000)));
        jumping.live();

        assertThat(jumping.alice.node().trustline(BOB).orElseThrow()).isEqualTo(even);
        assertThat(jumping.alice.node().digest()).isEqualTo(alice.node().digest());
        assertThat(jumping.bob.node().digest()).isEqualTo(bob.node().digest());
        jumping.town.clock.wallClock(() -> Instant.EPOCH.minus(Duration.ofDays(365)));
        jumping.alice.restart();
        jumping.inStep();
        jumping.isAtWork();
        assertThat(reads[0]).isPositive();
    }
}
