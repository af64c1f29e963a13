package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each peer's journal was given and has not lost since, byte for byte, also if it has trimmed it. Not thread-safe.
 */
public final class Journals {
    private final Map<PeerId, List<ByteBuffer>> groups = new HashMap<>();

    /** The position of the newest group; 0 if there is none. */
    public long end(PeerId at) {
        return of(at).size();
    }

    /** The position of the newest group that holds the bytes, which are at least eight; 0 if there is none. */
    public long holding(PeerId at, Bytes sought) {
        return holding(at, sought, 0);
    }

    /** The same among the groups after the position. */
    long holding(PeerId at, Bytes sought, long after) {
        List<ByteBuffer> kept = of(at);
        for (int i = kept.size() - 1; i >= after; i--) {
            if (place(kept.get(i), sought) >= 0) {
                return i + 1L;
            }
        }
        return 0;
    }

    /** The group at the position. */
    ByteBuffer group(PeerId at, long position) {
        return of(at).get((int) position - 1);
    }

    /** Where in the group the bytes begin; -1 if they do not occur. */
    static int place(ByteBuffer group, Bytes sought) {
        long first = sought.word(0);
        for (int at = 0; at <= group.limit() - sought.size(); at++) {
            if (group.getLong(at) == first && group.slice(at, sought.size()).equals(sought.buffer())) {
                return at;
            }
        }
        return -1;
    }

    void add(PeerId at, Bytes group) {
        of(at).add(group.buffer());
    }

    /** What came after the position is lost. */
    public void cutAfter(PeerId at, long end) {
        List<ByteBuffer> kept = of(at);
        kept.subList((int) end, kept.size()).clear();
    }

    private List<ByteBuffer> of(PeerId at) {
        return groups.computeIfAbsent(at, peer -> new ArrayList<>());
    }
}
