package io.p2pcredit.cli.bench.load;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps the number of orders under way below a limit. Once it is reached, the entrance opens again when an eighth of them
 * is through, so that whoever waits is not woken for each. One thread enters; any may leave.
 */
final class Window {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final int limit;
    private final int reopening;
    private final AtomicInteger inside = new AtomicInteger();
    private final Thread entering = Thread.currentThread();

    /** Entered by the thread that makes it. */
    Window(int limit) {
        this.limit = limit;
        this.reopening = limit - Math.max(1, limit / 8);
    }

    /**
     * Waits for a place and takes it.
     *
     * @param goesOn asked every millisecond whether to go on waiting
     * @return whether there was a place
     */
    boolean enter(BooleanSupplier goesOn) {
        if (inside.get() >= limit && !await(reopening, goesOn)) {
            return false;
        }
        inside.incrementAndGet();
        return true;
    }

    void leave() {
        int left = inside.decrementAndGet();
        if (left == reopening || left == 0) {
            LockSupport.unpark(entering);
        }
    }

    /** Waits until all have left, and says whether they have. */
    boolean awaitEmpty(long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        return await(0, () -> System.nanoTime() - deadline < 0);
    }

    private boolean await(int most, BooleanSupplier goesOn) {
        while (inside.get() > most) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }
}
