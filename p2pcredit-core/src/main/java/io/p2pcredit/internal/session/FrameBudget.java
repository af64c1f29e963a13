package io.p2pcredit.internal.session;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all frame queues of a node may hold together: if it is too much the fattest has to go. Thread-safe. */
final class FrameBudget {
    /** In bytes on the wire. */
    static final long MAX_BYTES = 256L * 1024 * 1024;

    /** What share of the process's memory it takes at most. */
    private static final int SHARE = 4;

    private final long max;
    private final AtomicLong held = new AtomicLong();
    private final Set<FrameQueue> queues = ConcurrentHashMap.newKeySet();

    FrameBudget(long max) {
        this.max = max;
    }

    /** As much as a process with that much memory, in bytes, can spare. */
    static FrameBudget within(long memory) {
        return new FrameBudget(Math.min(MAX_BYTES, memory / SHARE));
    }

    long max() {
        return max;
    }

    void join(FrameQueue queue) {
        queues.add(queue);
    }

    void leave(FrameQueue queue) {
        queues.remove(queue);
    }

    /** A queue holds that much more, or less. */
    void count(long bytes) {
        held.addAndGet(bytes);
    }

    /** Ends the fattest queues until there is room. */
    void makeRoom() {
        boolean ended = true;
        while (ended && held.get() > max) {
            ended = endFattest();
        }
    }

    private boolean endFattest() {
        return queues.stream()
                .max(Comparator.comparingLong(FrameQueue::bytes))
                .filter(FrameQueue::overrun)
                .isPresent();
    }
}
