package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.inmemory.LedgerBehaviour.Fate;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A settlement is under way on a line that ends, because its owner knows the peer by another key from then on. */
class CutOffSettlementTest {
    private static final PublicKey ANOTHER = new PublicKey(1, 2, 3, 4);

    private final Clocktown town = new Clocktown();
    private final Clocktown.House alice = town.alice;
    private final Clocktown.House bob = town.bob;

    private PendingSettlement settle(Fate fate) {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        town.ledgerOf(BOB).answersNoQuestions();
        town.ledgerOf(ALICE).nextTransfers(fate);
        PendingSettlement pending = alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        return pending;
    }

    private void hasAnotherKey(Clocktown.House peer, Clocktown.House owner) {
        PeerRecord record = new PeerRecord(peer.name, Optional.empty(), Optional.of(ANOTHER));
        town.clock.answer(peer.surroundings.directory().publish(record).toCompletableFuture());
        town.clock.answer(owner.node().acceptKey(peer.name, ANOTHER));
    }

    private void assertEnds(PendingSettlement pending, SettlementStatus status) {
        hasAnotherKey(bob, alice);
        Settlement cutOff = alice.settlement(bob, Direction.OUTGOING);
        assertThat(cutOff.status()).isEqualTo(status);
        assertThat(cutOff.reason()).contains(SettlementReason.because(Code.KEY_REPLACED));
        if (status.isFinal()) {
            assertThat(town.clock.answer(pending.finished())).isEqualTo(cutOff);
        } else {
            assertThat(town.refusal(pending.finished())).isEqualTo(RefusalCode.KEY_CHANGED);
        }
        assertThat(alice.node().events(Cursor.START).next(100))
                .extracting(recorded -> recorded.event())
                .contains(new TrustlineEvent.SettlementMoved(cutOff));
        alice.restart();
        assertThat(alice.settlement(bob, Direction.OUTGOING)).isEqualTo(cutOff);
    }

    @Test
    void isInDoubtIfItWasHandedOver() {
        assertEnds(settle(Fate.HELD), SettlementStatus.IN_DOUBT);
    }

    @Test
    void isInDoubtIfItWasPaidAndNotCredited() {
        assertEnds(settle(Fate.CARRIED_OUT), SettlementStatus.IN_DOUBT);
        assertThat(alice.settlement(bob, Direction.OUTGOING).transaction()).isPresent();
    }

    @Test
    void isCancelledIfNothingWasHandedOver() {
        alice.start();
        bob.start();
        town.indebt(alice, bob, 80);
        bob.killAtWrite(0, false);
        PendingSettlement pending = alice.node().settle(BOB, SettleOrder.everything());
        town.clock.rest();
        assertThat(bob.wasKilled()).isTrue();
        assertEnds(pending, SettlementStatus.CANCELLED);
    }

    @Test
    void staysWithdrawnIfTheLedgerHasRefused() {
        settle(Fate.REFUSED);
        hasAnotherKey(bob, alice);
        assertThat(alice.settlement(bob, Direction.OUTGOING).status()).isEqualTo(SettlementStatus.CANCELLED);
        assertThat(alice.settlement(bob, Direction.OUTGOING).reason().map(SettlementReason::code))
                .contains(Code.LEDGER_REFUSED);
    }

    @Test
    void isInDoubtForACreditorThatHadAcceptedIt() {
        settle(Fate.HELD);
        hasAnotherKey(alice, bob);
        Settlement cutOff = bob.settlement(alice, Direction.INCOMING);
        assertThat(cutOff.status()).isEqualTo(SettlementStatus.IN_DOUBT);
        assertThat(cutOff.reason()).contains(SettlementReason.because(Code.KEY_REPLACED));
    }
}
