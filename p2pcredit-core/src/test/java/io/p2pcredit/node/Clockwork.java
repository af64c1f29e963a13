package io.p2pcredit.node;

import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Everything that some nodes do, in one thread, the test's, and in time that passes when the test says so. Not
 * thread-safe: nothing but this thread touches the nodes.
 */
final class Clockwork {
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long now;
    private long count;
    private Supplier<Instant> wallClock = () -> Instant.EPOCH.plusNanos(now);

    private record Due(long at, long order, Runnable task) {}

    /** Adds something to be done at this moment, after everything else that is. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** Does everything that needs no time. */
    void rest() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Does so many things that need no time, if there are as many. Whether there were. */
    boolean does(int things) {
        for (int i = 0; i < things; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return false;
            }
            task.run();
        }
        return true;
    }

    /** Lets that much time pass, and everything happen that happens in it. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        rest();
        while (!timers.isEmpty() && timers.peek().at() <= end) {
            tick();
        }
        now = end;
    }

    /** Lets time pass until something holds. */
    void until(BooleanSupplier condition) {
        long limit = now + LONG_ENOUGH.toNanos();
        rest();
        while (!condition.getAsBoolean()) {
            if (timers.isEmpty() || timers.peek().at() > limit) {
                throw new AssertionError("what the test waits for never comes");
            }
            tick();
        }
    }

    /** What a future answers, which must not fail. */
    <T> T answer(CompletableFuture<T> future) {
        until(future::isDone);
        return future.join();
    }

    /** What everybody sees on the wall from now on. */
    void wallClock(Supplier<Instant> shown) {
        wallClock = shown;
    }

    private void tick() {
        Due next = timers.remove();
        now = Math.max(now, next.at());
        next.task().run();
        rest();
    }

    /** One node's share. */
    Life life(long seed) {
        return new Life(seed);
    }

    /** The environment of one node until its process ends. */
    final class Life implements NodeEnvironment {
        private final Random chance;
        private boolean over;

        private Life(long seed) {
            this.chance = new Random(seed);
        }

        private void run(Runnable task) {
            if (!over) {
                task.run();
            }
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            Due due = new Due(now + delay.toNanos(), count++, () -> run(task));
            timers.add(due);
            return () -> timers.remove(due);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant wallClock() {
            return wallClock.get();
        }

        @Override
        public void randomBytes(byte[] target) {
            chance.nextBytes(target);
        }

        @Override
        public Executor owner() {
            return task -> add(() -> run(task));
        }

        @Override
        public Executor workers() {
            return owner();
        }

        @Override
        public Executor callbacks() {
            return owner();
        }

        /** The process is gone. */
        @Override
        public void close() {
            over = true;
        }
    }
}
