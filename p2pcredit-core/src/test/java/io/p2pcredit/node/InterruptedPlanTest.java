package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A payment of several rounds, with a process killed at each of its writes; the payer asks again when it is back. */
@Timeout(60)
class InterruptedPlanTest {
    private static final PaymentOrder ORDER = PaymentOrder.to(BOB, 110).withId(new PaymentId(7, 1));

    @ParameterizedTest(name = "{0} is killed, its last write is durable: {1}")
    @CsvSource({"Alice, true", "Alice, false", "Bob, true", "Bob, false"})
    void isPaidOnceAndWholly(String whose, boolean durable) {
        long runs = IntStream.iterate(0, write -> write + 1)
                .takeWhile(write -> wasKilled(PeerId.of(whose), write, durable))
                .count();

        assertThat(runs).as("writes at which it was killed").isGreaterThan(5);
    }

    /** Whether there was such a write. */
    private static boolean wasKilled(PeerId whose, int write, boolean durable) {
        Clocktown town = new Clocktown();
        town.alice.start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 95);
        Clocktown.House victim = whose.equals(ALICE) ? town.alice : town.bob;
        victim.killAtWrite(write, durable);

        PendingPayment first = town.alice.node().pay(ORDER);
        town.clock.until(() -> victim.isKilled() || first.acknowledged().isDone());
        boolean killed = victim.wasKilled();
        if (killed) {
            victim.restart();
        }
        Payment paid = town.clock.answer(
                killed && victim == town.alice ? town.alice.node().pay(ORDER).acknowledged() : first.acknowledged());
        town.clock.until(() -> town.alice.balanceWith(town.bob).equals(Balance.of(-5)));

        assertThat(paid.units()).isEqualTo(110);
        assertThat(paid.part()).isEqualTo(2);
        assertThat(parts(town.alice)).containsExactly(5L, 100L, 5L);
        assertThat(parts(town.bob)).containsExactly(5L, 100L, 5L);
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(5));
        assertThat(List.of(town.alice.funds(), town.bob.funds())).containsExactly(300L, 700L);
        return killed;
    }

    private static List<Long> parts(Clocktown.House house) {
        return house.node().events(Cursor.START).next(1_000).stream()
                .map(recorded -> recorded.event())
                .filter(TrustlineEvent.Paid.class::isInstance)
                .map(event -> ((TrustlineEvent.Paid) event).payment())
                .filter(payment -> payment.id().equals(ORDER.id().orElseThrow()))
                .map(Payment::units)
                .toList();
    }
}
