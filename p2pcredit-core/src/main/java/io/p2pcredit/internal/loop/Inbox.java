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

    boolean offer(Work command, Runnable refusal) {
        if (commands.incrementAndGet() > MAX_COMMANDS) {
            commands.decrementAndGet();
            return false;
        }
        waiting.add(new Command(command, refusal));
        return true;
    }

    /** Takes everything out and refuses the commands among it. */
    void refuseAll() {
        for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
            if (work instanceof Command command) {
                commands.decrementAndGet();
                command.refusal().run();
            }
        }
    }

    /** A command of the application, and how to refuse it. */
    private final class Command implements Work {
        private final Work work;
        private final Runnable refusal;

        Command(Work work, Runnable refusal) {
            this.work = work;
            this.refusal = refusal;
        }

        Runnable refusal() {
            return refusal;
        }

        @Override
        public void run(Round round) {
            commands.decrementAndGet();
            work.run(round);
        }
    }

    @Nullable
    Work poll() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
