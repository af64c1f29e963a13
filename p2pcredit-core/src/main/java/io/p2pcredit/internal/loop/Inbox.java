package io.p2pcredit.internal.loop;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What waits for the owner, in order. Thread-safe. */
final class Inbox {
    /** The most commands of the application that may wait. */
    static final int MAX_COMMANDS = 100_000;

    private final ConcurrentLinkedQueue<Work> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger commands = new AtomicInteger();

    void add(Work work) {
        waiting.add(work);
    }

    boolean offer(Work command) {
        if (commands.incrementAndGet() > MAX_COMMANDS) {
            commands.decrementAndGet();
            return false;
        }
        waiting.add(round -> {
            commands.decrementAndGet();
            command.run(round);
        });
        return true;
    }

    @Nullable
    Work poll() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
