package io.p2pcredit.node;

import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's own threads, and timers that go off when the test says so. Thread-safe. */
final class HandTimed implements NodeEnvironment {
    private final NodeEnvironment machine = NodeEnvironment.system();
    private final List<Due> timers = new ArrayList<>();
    final AtomicInteger callbacksWaiting = new AtomicInteger();

    private record Due(Duration delay, Runnable task) {}

    /** Lets all timers of exactly that delay go off. */
    void pass(Duration delay) {
        List<Due> due;
        synchronized (timers) {
            due = timers.stream().filter(timer -> timer.delay().equals(delay)).toList();
            timers.removeAll(due);
        }
        due.forEach(timer -> timer.task().run());
    }

    /** How many timers of that delay are set. */
    long waiting(Duration delay) {
        synchronized (timers) {
            return timers.stream()
                    .filter(timer -> timer.delay().equals(delay))
                    .count();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Due due = new Due(delay, task);
        synchronized (timers) {
            timers.add(due);
        }
        return () -> {
            synchronized (timers) {
                timers.remove(due);
            }
        };
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public Instant wallClock() {
        return machine.wallClock();
    }

    @Override
    public void randomBytes(byte[] target) {
        machine.randomBytes(target);
    }

    @Override
    public Executor owner() {
        return machine.owner();
    }

    @Override
    public Executor workers() {
        return machine.workers();
    }

    @Override
    public Executor callbacks() {
        return task -> {
            callbacksWaiting.incrementAndGet();
            machine.callbacks().execute(() -> {
                callbacksWaiting.decrementAndGet();
                task.run();
            });
        };
    }

    @Override
    public void close() {
        machine.close();
    }
}
