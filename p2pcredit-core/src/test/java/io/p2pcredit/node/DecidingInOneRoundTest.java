package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bob, played by a {@link Puppet}, shows Alice another proof that her key has signed, in the very round in which she
 * takes it as true. So nothing that is committed shows that her line was frozen.
 */
@Timeout(60)
class DecidingInOneRoundTest {
    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void failsWhoeverWaitsForASignatureUnderTheRecordGivenUp() {
        Story story = Story.of(town, 1);
        try (Reins reins = new Reins()) {
            CreditNode alice = town.alice.start(builder -> builder.environment(reins));
            Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
            Town.await(() -> alice.trustline(BOB).orElseThrow().online());
            PendingPayment pending = alice.pay(PaymentOrder.to(BOB, 5));
            answer(pending.recorded());
            Update other = another(bob.hear(Deliver.class).update().proof());
            reins.holdTheOwner();
            long before = reins.workDone();
            bob.say(new Deliver(other));
            Town.await(() -> reins.workDone() > before && reins.isTheOwnerAsked());
            CompletableFuture<TrustlineView> decision = alice.reconcile(BOB, Reconciliation.THEIRS);
            reins.letTheOwnerGo();
            answer(decision);

            Town.await(() -> positionOf(alice, TrustlineEvent.Reconciled.class).isPresent());
            assertThat(positionOf(alice, TrustlineEvent.Frozen.class))
                    .isEqualTo(positionOf(alice, TrustlineEvent.Reconciled.class));
            assertThat(refusal(pending.acknowledged()).code()).isEqualTo(RefusalCode.FROZEN);
            assertThat(alice.payment(pending.id()).orElseThrow().status()).isEqualTo(PaymentStatus.IN_DOUBT);
            alice.close();
        }
    }

    /** One with the same number, over a payment of 6. */
    private Update another(BalanceProof proof) {
        BalanceProof other = new BalanceProof(
                proof.line(),
                proof.side(),
                proof.seq(),
                proof.paid() + 1,
                proof.credited(),
                proof.limit(),
                proof.peerSeq(),
                proof.entriesHash());
        return new Update(List.of(), new SignedProof(other, town.alice.signer.sign(other.canonicalBytes())));
    }

    private static OptionalLong positionOf(CreditNode alice, Class<? extends TrustlineEvent> kind) {
        return alice.events(Cursor.START).next(1_000).stream()
                .filter(recorded -> kind.isInstance(recorded.event()))
                .map(NodeEvent.Recorded::cursor)
                .mapToLong(Cursor::position)
                .findFirst();
    }
}
