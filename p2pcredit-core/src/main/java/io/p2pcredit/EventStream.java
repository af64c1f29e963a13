package io.p2pcredit;

import java.util.List;

/** Recorded events, to be pulled in order. For one thread at a time. */
public interface EventStream {
    /** The next events, oldest first, at most {@code max}; none if there are no more yet. Blocks on the store. */
    List<NodeEvent.Recorded> next(int max);
}
