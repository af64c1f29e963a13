package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.PeerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * I10: what a node sees of a line changes only if something of late concerned that line: a message of its peer, a
 * request of the owner, an answer of the ledger, or a new process. (What one that means harm has sent may be read so slowly
 * that it has its effect at any time; it must have none on the other lines.)
 */
public final class LinesAreApart implements Invariant {
    private static final String NAME = "I10 LinesAreApart";

    private final Parties parties;
    private final LongSupplier now;
    private final long longestEffect;
    private final Map<End, Long> touched = new HashMap<>();
    private final Map<PeerId, Long> begun = new HashMap<>();
    private final Map<End, TrustlineView> seen = new HashMap<>();
    private final Map<End, Long> looked = new HashMap<>();

    /**
     * Looks at nodes when they change.
     *
     * @param now the time, in any unit
     * @param longestEffect how long it may take until something has its effect
     */
    public LinesAreApart(Parties parties, LongSupplier now, long longestEffect) {
        this.parties = parties;
        this.now = now;
        this.longestEffect = longestEffect;
    }

    @Override
    public void began(PeerId at) {
        begun.put(at, now.getAsLong());
    }

    @Override
    public void concerned(PeerId node, PeerId peer) {
        touched.put(new End(node, peer), now.getAsLong());
    }

    @Override
    public void changed(CreditNode node, List<TrustlineView> lines) {
        for (TrustlineView line : lines) {
            if (!parties.isStranger(line.peer())) {
                look(node.self(), line);
            }
        }
    }

    private void look(PeerId node, TrustlineView line) {
        End end = new End(node, line.peer());
        TrustlineView before = seen.put(end, line);
        Long since = looked.put(end, now.getAsLong());
        if (before == null || since == null || isTheSame(before, line)) {
            return;
        }
        if (!reaches(touched.get(end), since) && !reaches(begun.get(node), since)) {
            throw new Violation(NAME, node + " sees, though nothing concerned it, " + line + " and not " + before);
        }
    }

    /** Whether something happened so lately that its effect may have come since the last look. */
    private boolean reaches(@Nullable Long time, long since) {
        return time != null && time + longestEffect >= since;
    }

    /** A session may end at any time; nothing else of a line depends on it. */
    private static boolean isTheSame(TrustlineView one, TrustlineView two) {
        return one.balance().equals(two.balance())
                && one.granted().equals(two.granted())
                && one.received().equals(two.received())
                && one.payable() == two.payable()
                && one.receivable() == two.receivable()
                && one.unacknowledged() == two.unacknowledged()
                && one.queued() == two.queued()
                && one.held() == two.held()
                && one.state() == two.state();
    }

    private record End(PeerId node, PeerId peer) {}
}
