package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static io.p2pcredit.spi.Ledger.Capability.IDEMPOTENT_SUBMIT;
import static io.p2pcredit.spi.Ledger.Capability.INCOMING;
import static io.p2pcredit.spi.Ledger.Capability.LOOK_UP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a settlement on ledgers of all abilities, whatever becomes of the request. Alice owes Bob 80. */
class EveryLedgerTest {
    private static final Set<Fate> HEARD = EnumSet.of(Fate.CARRIED_OUT, Fate.NOT_SENT);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;

    static Stream<Arguments> ledgersAndFates() {
        return Sets.powerSet(Set.of(IDEMPOTENT_SUBMIT, LOOK_UP, INCOMING)).stream()
                .flatMap(ledger -> Stream.of(
                                Fate.CARRIED_OUT,
                                Fate.REFUSED,
                                Fate.NOT_SENT,
                                Fate.REQUEST_LOST,
                                Fate.ANSWER_LOST,
                                Fate.LATE)
                        .map(fate -> Arguments.of(ledger, fate)));
    }

    @ParameterizedTest
    @MethodSource("ledgersAndFates")
    void movesMoneyAtMostOnceAndSaysHowFarItCame(Set<Capability> ledger, Fate fate) {
        town.onALedgerThatCan(ledger.toArray(new Capability[0]));
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        town.ledgerOf(ALICE).nextTransfers(fate);
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.pass(Duration.ofMinutes(1));
        assertStands(ledger, fate, hasMoved(ledger, fate));

        town.ledgerOf(ALICE).release();
        town.clock.pass(Duration.ofMinutes(1));
        assertStands(ledger, fate, hasMoved(ledger, fate) || fate == Fate.LATE);
    }

    @ParameterizedTest
    @CsvSource({"true, CREDITED", "false, IN_DOUBT"})
    void takesAnAdapterThatNeverAnswersForSilent(boolean tellsKeysApart, SettlementStatus expected) {
        town.onALedgerThatCan(
                tellsKeysApart ? new Capability[] {IDEMPOTENT_SUBMIT, LOOK_UP} : new Capability[] {LOOK_UP});
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        town.ledgerOf(ALICE).nextTransfers(Fate.HELD);
        alice.node().settle(BOB, SettleOrder.everything());
        town.clock.pass(Duration.ofSeconds(59));
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.SUBMITTED);
        town.clock.pass(Duration.ofSeconds(10));
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(expected);
    }

    private static boolean hasMoved(Set<Capability> ledger, Fate fate) {
        boolean repeated = ledger.contains(IDEMPOTENT_SUBMIT) && fate != Fate.REFUSED;
        return repeated || HEARD.contains(fate) || fate == Fate.ANSWER_LOST;
    }

    private void assertStands(Set<Capability> ledger, Fate fate, boolean moved) {
        assertThat(town.world.transfers()).hasSize(moved ? 1 : 0);
        SettlementStatus expected = expected(ledger, fate, moved);
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(expected);
        assertThat(alice.owes(bob)).isEqualTo(expected == SettlementStatus.CREDITED ? 0 : 80);
        assertThat(bob.balanceWith(alice).owedToMe()).isEqualTo(alice.owes(bob));
    }

    private static SettlementStatus expected(Set<Capability> ledger, Fate fate, boolean moved) {
        if (fate == Fate.REFUSED) {
            return SettlementStatus.CANCELLED;
        }
        if (moved && (ledger.contains(LOOK_UP) || ledger.contains(INCOMING))) {
            return SettlementStatus.CREDITED;
        }
        boolean known = HEARD.contains(fate) || ledger.contains(IDEMPOTENT_SUBMIT);
        return known ? SettlementStatus.CONFIRMED : SettlementStatus.IN_DOUBT;
    }
}
