package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.p2pcredit.Resolution;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Either process is killed at every single write that a settlement takes. Alice owes Bob 80. */
class SettlementCrashTest {
    private static final int WRITES = 5;

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;

    static Stream<Death> deaths() {
        return Stream.of(false, true)
                .flatMap(creditor -> Stream.of(false, true)
                        .flatMap(durable ->
                                IntStream.range(0, WRITES).mapToObj(write -> new Death(creditor, write, durable))));
    }

    record Death(boolean ofTheCreditor, int atWrite, boolean durable) {}

    @ParameterizedTest
    @MethodSource("deaths")
    void leavesOneTransferAndNoDebtWhereTheLedgerLooksKeysUp(Death death) {
        town.onALedgerThatCan(IDEMPOTENT_SUBMIT, LOOK_UP);
        assertThat(settleAndDie(death)).isTrue();
        assertSettledOnce();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void leavesOneTransferAndNoDebtWhereTheLedgerListsWhatHasComeIn(Death death) {
        town.onALedgerThatCan(IDEMPOTENT_SUBMIT, INCOMING);
        assertThat(settleAndDie(death)).isTrue();
        assertSettledOnce();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void leavesADoubtAtWorstWhereTheLedgerCannotTellKeysApart(Death death) {
        town.onALedgerThatCan(LOOK_UP);
        settleAndDie(death);
        if (alice.settlement(bob, Direction.OUTGOING).status() == SettlementStatus.IN_DOUBT) {
            town.clock.pass(Duration.ofMinutes(1));
            resolveIfUnpaid();
        }
        assertSettledOnce();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void leavesItToBothOwnersWhereTheLedgerShowsNothing(Death death) {
        town.onALedgerThatCan();
        settleAndDie(death);
        town.clock.pass(Duration.ofMinutes(1));
        resolveIfUnpaid();
        town.clock.pass(Duration.ofMinutes(1));
        if (alice.owes(bob) > 0) {
            Settlement expected = bob.settlement(alice, Direction.INCOMING);
            town.clock.answer(bob.node().resolve(expected.key(), Resolution.PAID));
        }
        assertSettledOnce();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void leavesOneTransferAndNoDebtThoughTheCreditorWasAway(Death death) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        town.network.down(true);
        town.clock.until(() -> !alice.isReadyFor(bob));
        Clocktown.House victim = death.ofTheCreditor() ? bob : alice;
        victim.killAtWrite(death.atWrite(), death.durable());
        alice.node().settle(BOB, SettleOrder.everything().unannouncedToo());
        town.clock.pass(Duration.ofSeconds(10));
        town.network.down(false);
        town.clock.pass(Duration.ofMinutes(1));
        if (victim.wasKilled()) {
            victim.start();
        }
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
        if (alice.owes(bob) > 0 && alice.node().settlements().isEmpty()) {
            alice.node().settle(BOB, SettleOrder.everything());
        }
        assertSettledOnce();
    }

    /** Returns whether the process was killed: on a ledger that shows less, fewer writes are made. */
    @CanIgnoreReturnValue
    private boolean settleAndDie(Death death) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        Clocktown.House victim = death.ofTheCreditor() ? bob : alice;
        victim.killAtWrite(death.atWrite(), death.durable());
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.pass(Duration.ofSeconds(10));
        boolean killed = victim.wasKilled();
        if (killed) {
            victim.start();
        }
        town.clock.until(() -> alice.isReadyFor(bob) && bob.isReadyFor(alice));
        if (alice.owes(bob) > 0 && alice.node().settlements().isEmpty()) {
            alice.node().settle(BOB, SettleOrder.everything());
        }
        town.clock.pass(Duration.ofSeconds(10));
        return killed;
    }

    /** Alice finds out that nothing was paid, and settles anew. */
    private void resolveIfUnpaid() {
        if (world().isEmpty()) {
            Settlement doubted = alice.settlement(bob, Direction.OUTGOING);
            town.clock.answer(alice.node().resolve(doubted.key(), Resolution.UNPAID));
            alice.node().settle(BOB, SettleOrder.everything());
        }
    }

    private List<Ledger.Recorded> world() {
        return town.world.transfers();
    }

    private void assertSettledOnce() {
        town.clock.until(() -> alice.owes(bob) == 0 && bob.balanceWith(alice).equals(Balance.ZERO));
        assertThat(world()).hasSize(1);
        assertThat(bob.funds()).isEqualTo(580);
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CREDITED);
        assertThat(bob.settlement(alice, Direction.INCOMING).status()).isEqualTo(SettlementStatus.CREDITED);
    }
}
