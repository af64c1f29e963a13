package io.p2pcredit.trustline.entry;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.util.List;

/**
 * A run of new entries and the signed balance proof over the last of them. Without entries it is an acknowledgement of
 * what the peer wrote. Both sides keep it, byte for byte, and a missing one is sent again as it was.
 *
 * @param entries the entries that are new, oldest first, so that the last one has the number {@code proof.seq}
 * @param signed the proof
 */
@Immutable
public record Update(List<Entry> entries, SignedProof signed) {
    public Update {
        entries = List.copyOf(entries);
        checkArgument(entries.size() <= signed.proof().seq(), "more entries than the proof covers");
    }

    public BalanceProof proof() {
        return signed.proof();
    }

    /** The number of the first entry; one more than {@code proof.seq} if there is none. */
    public long firstSeq() {
        return proof().seq() - entries.size() + 1;
    }

    public boolean isAcknowledgement() {
        return entries.isEmpty();
    }
}
