package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.util.Set;

/** Honest nodes give each other no reason to end a session, as long as the network is orderly. */
public final class NobodyQuarrels implements Invariant {
    private static final Set<CloseCode> REPROACHES = Set.of(
            CloseCode.VERSION,
            CloseCode.NOT_AUTHENTIC,
            CloseCode.KEY_CHANGED,
            CloseCode.SELF,
            CloseCode.OUT_OF_STEP,
            CloseCode.PROTOCOL_VIOLATION,
            CloseCode.TOO_LARGE,
            CloseCode.OVERRUN);

    private final boolean orderly;

    /** @param orderly whether the network keeps the order of messages, repeats none, and loses none but the last */
    public NobodyQuarrels(boolean orderly) {
        this.orderly = orderly;
    }

    @Override
    public void closed(PeerId by, CloseCode code) {
        if (orderly && REPROACHES.contains(code)) {
            throw new Violation("I24 NobodyQuarrels", by + " has ended a session with " + code);
        }
    }
}
