package io.p2pcredit;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.List;
import java.util.Optional;

/**
 * What a frozen trustline is about: two proofs of one writer that cannot both be true. The owner takes one of them as
 * true with {@link CreditNode#reconcile}.
 *
 * @param reason what is wrong, for people
 * @param writer whose record is in dispute; {@code OUTGOING} if it is this node's own, whose key was used in two places
 * @param mine what stands if the proof is true that this node holds
 * @param theirs what stands if the proof is true that the peer has shown
 * @param onlyMine payments that, as far as this node knows, may be missing in the proof that was shown
 * @param onlyTheirs payments that, as far as this node knows, are missing in the proof that this node holds
 */
public record Dispute(
        PeerId peer,
        String reason,
        Direction writer,
        Claim mine,
        Claim theirs,
        List<Payment> onlyMine,
        List<Payment> onlyTheirs) {
    public Dispute {
        onlyMine = List.copyOf(onlyMine);
        onlyTheirs = List.copyOf(onlyTheirs);
    }

    /**
     * One of the two proofs.
     *
     * @param proof anybody can check it under the writer's key; empty if the writer had signed nothing yet
     * @param balance what the line's balance is if it is true; positive if the peer owes this node
     */
    public record Claim(Optional<SignedProof> proof, Balance balance) {}
}
