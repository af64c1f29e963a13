package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;

/** One of the two writers of one line. */
public record Writer(LineId line, Side side) {
    public static Writer of(BalanceProof proof) {
        return new Writer(proof.line(), proof.side());
    }

    public Writer peer() {
        return new Writer(line, side.other());
    }
}
