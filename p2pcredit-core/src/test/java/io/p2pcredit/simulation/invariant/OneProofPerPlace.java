package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.HashMap;
import java.util.Map;

/**
 * I1: for a line, writer, {@code seq} and {@code peerSeq} there is at most one signed proof, ever; and all with one
 * {@code seq} agree on hash, totals and limit. What its writer has lost and its peer never accepted does not count.
 */
public final class OneProofPerPlace implements Invariant {
    private static final String NAME = "I1 OneProofPerPlace";

    private final Map<Place, SignedProof> byPlace = new HashMap<>();
    private final Map<Entries, BalanceProof> byEntries = new HashMap<>();

    @Override
    public void seen(SignedProof signed) {
        BalanceProof proof = signed.proof();
        Entries entries = new Entries(Writer.of(proof), proof.seq());
        SignedProof same = byPlace.putIfAbsent(new Place(entries, proof.peerSeq()), signed);
        if (same != null) {
            if (!same.equals(signed)) {
                throw new Violation(NAME, "two proofs for one place: " + same + " and " + signed);
            }
            return;
        }
        BalanceProof other = byEntries.putIfAbsent(entries, proof);
        if (other != null && !agree(other, proof)) {
            throw new Violation(NAME, "two proofs for the same entries: " + other + " and " + proof);
        }
    }

    @Override
    public void forgotten(Writer writer, long last) {
        byPlace.keySet()
                .removeIf(
                        place -> place.entries().isBy(writer) && place.entries().seq() > last);
        byPlace.keySet().removeIf(place -> place.entries().isBy(writer.peer()) && place.peerSeq() > last);
        byEntries.keySet().removeIf(entries -> entries.isBy(writer) && entries.seq() > last);
    }

    private static boolean agree(BalanceProof one, BalanceProof other) {
        return one.entriesHash().equals(other.entriesHash())
                && one.paid() == other.paid()
                && one.credited() == other.credited()
                && one.limit().equals(other.limit());
    }

    private record Entries(Writer writer, long seq) {
        boolean isBy(Writer other) {
            return writer.equals(other);
        }
    }

    private record Place(Entries entries, long peerSeq) {}
}
