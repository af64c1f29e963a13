package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.util.HashMap;
import java.util.Map;

/**
 * I14: only the newest process of a peer writes to its journal, and nobody else writes there in between. Keeps the
 * journals for the invariants that come after it.
 */
public final class OneOwnerPerStore implements Invariant {
    private static final String NAME = "I14 OneOwnerPerStore";

    private final Journals journals;
    private final Map<PeerId, Integer> owners = new HashMap<>();

    public OneOwnerPerStore(Journals journals) {
        this.journals = journals;
    }

    @Override
    public void opened(PeerId at, int life, long end) {
        Integer before = owners.put(at, life);
        if (before != null && before >= life) {
            throw new Violation(NAME, "life " + life + " of " + at + " opens the journal after life " + before);
        }
        journals.cutAfter(at, end);
    }

    @Override
    public void appended(PeerId at, int life, long position, Bytes group) {
        Integer owner = owners.get(at);
        if (owner == null || owner != life || position != journals.end(at) + 1) {
            throw new Violation(
                    NAME,
                    "life " + life + " of " + at + " has written group " + position + " after group " + journals.end(at)
                            + " of life " + owner);
        }
        journals.add(at, group);
    }
}
