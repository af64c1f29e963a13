package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.PeerId;
import java.util.function.IntSupplier;

/** I16: once things are calm, two peers with a line have exactly one session with each other, as both see it. */
public final class OneSessionPerPair implements Invariant {
    private final PeerId one;
    private final PeerId two;
    private final IntSupplier sessions;

    /** @param sessions how many connections of the two are authenticated and open at both ends */
    public OneSessionPerPair(PeerId one, PeerId two, IntSupplier sessions) {
        this.one = one;
        this.two = two;
        this.sessions = sessions;
    }

    @Override
    public void atRest() {
        if (sessions.getAsInt() != 1) {
            throw new Violation(
                    "I16 OneSessionPerPair",
                    one + " and " + two + " have " + sessions.getAsInt() + " sessions with each other");
        }
    }
}
