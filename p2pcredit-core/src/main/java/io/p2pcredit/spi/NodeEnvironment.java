package io.p2pcredit.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Everything about the world that is not a function of a node's inputs: time, chance, and threads. The node starts no
 * thread, reads no clock and draws no random number otherwise, so that a simulator can run it.
 *
 * <p><b>Threads.</b> {@code owner} runs one task at a time, in the order in which they came; so does {@code callbacks};
 * {@code workers} may run many at once and in any order. None of the three may run a task inside {@code execute}. All
 * other methods may be called from any thread and do not block.
 *
 * <p><b>Life cycle.</b> After {@link #close} nothing new is run: {@code owner}, {@code workers} and {@code schedule}
 * drop it without a word; {@code callbacks} drops it or throws {@link java.util.concurrent.RejectedExecutionException}.
 */
public interface NodeEnvironment extends AutoCloseable {
    /**
     * The machine's own threads, clocks and random source: one thread, one thread per core, one thread; all daemons.
     */
    static NodeEnvironment system() {
        return new SystemEnvironment();
    }

    /** Monotonic time in nanoseconds, from an arbitrary origin. All time-outs are measured with it. */
    long nanoTime();

    /** The time of day, to show to people. No decision depends on it. */
    Instant wallClock();

    /** Runs the task once after the delay, on any thread; it is short and does not block. */
    Timer schedule(Duration delay, Runnable task);

    /** Fills the array with bytes that nobody can guess. */
    void randomBytes(byte[] target);

    Executor owner();

    Executor workers();

    Executor callbacks();

    @Override
    void close();

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Timer {
        /** The task does not run any more, unless it runs already. May be called twice. */
        void cancel();
    }
}
