package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.util.Set;

/** Honest nodes give each other no reason to end a session, as long as the network repeats nothing. */
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

    private final boolean repeats;

    /** @param repeats whether the network repeats messages */
    public NobodyQuarrels(boolean repeats) {
        this.repeats = repeats;
    }

    @Override
    public void closed(PeerId by, CloseCode code) {
        if (!repeats && REPROACHES.contains(code)) {
            throw new Violation("I24 NobodyQuarrels", by + " has ended a session with " + code);
        }
    }
}
