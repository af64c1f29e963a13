package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;

/**
 * What one writer has admitted so far: the sums over its entries, and its newest signed proof, which may lag behind the
 * entries while a round is under way.
 */
@Immutable
public record Chain(
        long seq, long paid, long credited, CreditLimit limit, Hash entriesHash, Optional<SignedProof> newest) {

    static Chain empty(LineId line) {
        return new Chain(0, 0, 0, CreditLimit.NONE, CanonicalForm.chainStart(line), Optional.empty());
    }

    /** What a proof says, whatever the entries under it are. */
    static Chain of(SignedProof signed) {
        BalanceProof proof = signed.proof();
        return new Chain(
                proof.seq(), proof.paid(), proof.credited(), proof.limit(), proof.entriesHash(), Optional.of(signed));
    }

    /** Whether the writer has opened the line. */
    public boolean isOpen() {
        return seq > 0;
    }

    /** The number of the newest entry that is signed for; 0 if there is none. */
    public long signedSeq() {
        return newest.map(signed -> signed.proof().seq()).orElse(0L);
    }

    /** The number of the other writer's newest entry that this writer has signed for; 0 if there is none. */
    public long signedPeerSeq() {
        return newest.map(signed -> signed.proof().peerSeq()).orElse(0L);
    }

    /**
     * Whether both totals together would leave the range of 2^63 - 1 with the entry, so that a debt could not be told.
     */
    boolean overflowsWith(Entry entry) {
        return EntrySums.paid(entry) + EntrySums.credited(entry) > Long.MAX_VALUE - paid - credited;
    }

    Chain with(Entry entry) {
        return new Chain(
                seq + 1,
                Math.addExact(paid, EntrySums.paid(entry)),
                Math.addExact(credited, EntrySums.credited(entry)),
                EntrySums.limit(entry).orElse(limit),
                CanonicalForm.chained(entriesHash, entry),
                newest);
    }

    Chain signedBy(SignedProof signed) {
        return new Chain(seq, paid, credited, limit, entriesHash, Optional.of(signed));
    }

    /** The proof of what stands here, not yet signed. */
    BalanceProof proof(LineId line, Side writer, long peerSeq) {
        return new BalanceProof(line, writer, seq, paid, credited, limit, peerSeq, entriesHash);
    }
}
