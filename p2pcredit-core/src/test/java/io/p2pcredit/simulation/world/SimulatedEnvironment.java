package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.MICROSECOND;
import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.simulation.world.EventQueue.Event;
import io.p2pcredit.spi.NodeEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The time, chance and threads of one life: all threads are one queue of events. The origin of the monotonic clock is
 * arbitrary, workers finish in any order. Not thread-safe.
 */
public final class SimulatedEnvironment implements NodeEnvironment {
    private static final long LONGEST_OWNER_DELAY = 20 * MICROSECOND;
    private static final long LONGEST_CALLBACK_DELAY = MILLISECOND;
    private static final long LONGEST_WORKER_DELAY = MILLISECOND;
    private static final long LONGEST_STALL = 300 * MILLISECOND;

    private final Life life;
    private final EventQueue events;
    private final Chance chance;
    private final double stalls;
    private final long origin;
    private final Supplier<Instant> timeOfDay;
    private final Executor owner;
    private final Executor callbacks;

    /**
     * The surroundings of a life.
     *
     * @param stalls how often a worker takes much longer than usual, from 0 to 1
     * @param timeOfDay what the life is told when it asks for the time of day
     */
    public SimulatedEnvironment(
            Life life, EventQueue events, Chance chance, double stalls, Supplier<Instant> timeOfDay) {
        this.life = life;
        this.events = events;
        this.chance = chance;
        this.stalls = stalls;
        this.timeOfDay = timeOfDay;
        this.origin = chance.any();
        this.owner = new InOrder("owner", LONGEST_OWNER_DELAY);
        this.callbacks = new InOrder("callback", LONGEST_CALLBACK_DELAY);
    }

    @Override
    public long nanoTime() {
        return origin + events.now();
    }

    @Override
    public Instant wallClock() {
        return timeOfDay.get();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long late = chance.between(0, 100 * MICROSECOND);
        AtomicBoolean cancelled = new AtomicBoolean(); // a process that stood still meets it later than its event
        Event timer = events.after(delay.toNanos() + late, life.toString(), "timer", life.doing(() -> {
            if (!cancelled.get()) {
                task.run();
            }
        }));
        return () -> {
            cancelled.set(true);
            timer.cancel();
        };
    }

    @Override
    public void randomBytes(byte[] target) {
        chance.fill(target);
    }

    @Override
    public Executor owner() {
        return owner;
    }

    @Override
    public Executor workers() {
        return this::work;
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    /** The process ends in good order. */
    @Override
    public void close() {
        life.end();
    }

    private void work(Runnable task) {
        long delay = chance.between(0, chance.hits(stalls) ? LONGEST_STALL : LONGEST_WORKER_DELAY);
        events.after(delay, life.toString(), "worker", life.doing(task));
    }

    /** Runs tasks one after the other, in the order in which they came. */
    private final class InOrder implements Executor {
        private final String name;
        private final long longestDelay;
        private long last;

        InOrder(String name, long longestDelay) {
            this.name = name;
            this.longestDelay = longestDelay;
        }

        @Override
        public void execute(Runnable task) {
            last = Math.max(last, events.now() + chance.between(0, longestDelay));
            events.at(last, life.toString(), name, life.doing(task));
        }
    }
}
