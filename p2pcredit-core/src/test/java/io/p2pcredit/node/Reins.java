package io.p2pcredit.node;

import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The machine's own threads, whose owner a test can hold up, and timers that it lets go off. Thread-safe. */
final class Reins implements NodeEnvironment {
    private final NodeEnvironment machine = NodeEnvironment.system();
    private final List<Due> timers = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final AtomicInteger callbacksWaiting = new AtomicInteger();
    private final AtomicLong workDone = new AtomicLong();
    private boolean holding;

    private record Due(Duration delay, Runnable task) {}

    /** Lets all timers of exactly that delay go off. */
    void pass(Duration delay) {
        pass(delay::equals);
    }

    /** Lets all timers of a shorter delay go off. */
    void passBelow(Duration delay) {
        pass(set -> set.compareTo(delay) < 0);
    }

    private void pass(Predicate<Duration> delay) {
        List<Due> due;
        synchronized (timers) {
            due = timers.stream().filter(timer -> delay.test(timer.delay())).toList();
            timers.removeAll(due);
        }
        due.forEach(timer -> timer.task().run());
    }

    /** How many timers of a shorter delay are set. */
    long waitingBelow(Duration delay) {
        synchronized (timers) {
            return timers.stream()
                    .filter(timer -> timer.delay().compareTo(delay) < 0)
                    .count();
        }
    }

    /** How many timers of that delay are set. */
    long waiting(Duration delay) {
        synchronized (timers) {
            return timers.stream().filter(timer -> timer.delay().equals(delay)).count();
        }
    }

    /** How many callbacks have not begun yet. */
    int callbacksWaiting() {
        return callbacksWaiting.get();
    }

    /** How many tasks the workers have done. */
    long workDone() {
        return workDone.get();
    }

    /** The owner begins nothing more. */
    void holdTheOwner() {
        synchronized (held) {
            holding = true;
        }
    }

    /** Whether the owner was given something since. */
    boolean isTheOwnerAsked() {
        synchronized (held) {
            return !held.isEmpty();
        }
    }

    /** The owner goes on with what it was given. */
    void letTheOwnerGo() {
        synchronized (held) {
            holding = false;
            held.forEach(machine.owner()::execute);
            held.clear();
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
        return task -> {
            synchronized (held) {
                if (holding) {
                    held.add(task);
                } else {
                    machine.owner().execute(task);
                }
            }
        };
    }

    @Override
    public Executor workers() {
        return task -> machine.workers().execute(() -> {
            try {
                task.run();
            } finally {
                workDone.incrementAndGet();
            }
        });
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
