package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.entry.BalanceProof;
import java.util.List;

/**
 * Entries that were not seen before.
 *
 * @param proof the proof that covers them
 * @param points the entries, oldest first; at least one
 */
public record Written(Writer writer, BalanceProof proof, List<Point> points) {
    public Written {
        points = List.copyOf(points);
    }
}
