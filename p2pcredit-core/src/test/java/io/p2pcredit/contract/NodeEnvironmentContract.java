package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.NodeEnvironment.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodeEnvironment} has promised whose tasks run by themselves. */
public abstract class NodeEnvironmentContract extends Contract {
    private final List<NodeEnvironment> opened = new ArrayList<>();

    /** A new environment; the suite closes it. */
    protected abstract NodeEnvironment environment();

    @AfterEach
    public final void close() {
        opened.forEach(NodeEnvironment::close);
    }

    @Test
    public void countsTimeForward() {
        NodeEnvironment environment = open();
        AtomicLong last = new AtomicLong(environment.nanoTime());
        long first = last.get();
        waiting().until("a millisecond has passed", () -> {
            long now = environment.nanoTime();
            assertThat(now - last.getAndSet(now)).isNotNegative();
            return now - first > 1_000_000;
        });
        assertThat(environment.wallClock()).isNotNull();
    }

    @Test
    public void runsATimerOnceAndNotBeforeItsTime() {
        NodeEnvironment environment = open();
        long start = environment.nanoTime();
        Duration delay = Duration.ofMillis(300);
        List<Long> ran = Collections.synchronizedList(new ArrayList<>());
        waiting().atOnce(() -> environment.schedule(delay, () -> ran.add(environment.nanoTime() - start)));
        waiting().until("the timer has run", () -> !ran.isEmpty());
        passed(environment, delay);
        assertThat(ran).singleElement().satisfies(after -> assertThat(after).isGreaterThanOrEqualTo(delay.toNanos()));
    }

    @Test
    public void runsNoTimerThatWasCancelled() {
        NodeEnvironment environment = open();
        Duration delay = Duration.ofMillis(200);
        Optional<AtomicBoolean> ran;
        do { // again if this thread was held up, since the timer may then have run before it was cancelled
            ran = cancelledInTime(environment, delay);
        } while (ran.isEmpty());
        passed(environment, delay.multipliedBy(2));
        assertThat(ran.get()).isFalse();
    }

    @Test
    public void fillsTheWholeArrayWithChance() {
        NodeEnvironment environment = open();
        byte[] any = new byte[33];
        byte[] previous = new byte[33];
        for (int i = 0; i < 64; i++) {
            byte[] drawn = new byte[33];
            environment.randomBytes(drawn);
            assertThat(drawn).isNotEqualTo(previous);
            previous = drawn;
            for (int at = 0; at < any.length; at++) {
                any[at] |= drawn[at];
            }
        }
        byte[] everyBit = new byte[33];
        Arrays.fill(everyBit, (byte) 0xff);
        assertThat(any).isEqualTo(everyBit);
    }

    @Test
    public void runsEveryTask() {
        NodeEnvironment environment = open();
        for (Function<NodeEnvironment, Executor> executor : executors()) {
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 500; i++) {
                executor.apply(environment).execute(ran::incrementAndGet);
            }
            waiting().until("all tasks have run", () -> ran.get() == 500);
        }
    }

    @Test
    public void runsTheTasksOfTheOwnerInOrder() {
        runsInOrder(open().owner());
    }

    @Test
    public void runsTheCallbacksInOrder() {
        runsInOrder(open().callbacks());
    }

    @Test
    public void runsOneTaskOfTheOwnerAtATime() {
        runsOneAtATime(open().owner());
    }

    @Test
    public void runsOneCallbackAtATime() {
        runsOneAtATime(open().callbacks());
    }

    @Test
    public void runsNoTaskInsideExecute() {
        NodeEnvironment environment = open();
        for (Function<NodeEnvironment, Executor> executor : executors()) {
            waiting()
                    .atOnce(() ->
                            assertThat(ranInside(executor.apply(environment))).isFalse());
        }
    }

    @Test
    public void runsNoTaskInsideExecuteOfAnotherTask() {
        NodeEnvironment environment = open();
        for (Function<NodeEnvironment, Executor> executor : executors()) {
            List<Boolean> inside = Collections.synchronizedList(new ArrayList<>());
            executor.apply(environment).execute(() -> inside.add(ranInside(executor.apply(environment))));
            waiting().until("the task has run", () -> !inside.isEmpty());
            assertThat(inside).containsExactly(false);
        }
    }

    @Test
    public void keepsTheOwnerGoingWhileACallbackWaits() {
        NodeEnvironment environment = open();
        CountDownLatch ownerRan = new CountDownLatch(1);
        AtomicBoolean seen = new AtomicBoolean();
        environment.callbacks().execute(() -> seen.set(awaited(ownerRan)));
        environment.owner().execute(ownerRan::countDown);
        waiting().until("the callback has seen the owner run", seen::get);
    }

    @Test
    public void takesTasksAndTimersAfterItWasClosed() {
        NodeEnvironment environment = open();
        waiting().atOnce(environment::close);
        waiting().atOnce(() -> environment.owner().execute(() -> {}));
        waiting().atOnce(() -> environment.workers().execute(() -> {}));
        waiting().atOnce(() -> environment.schedule(Duration.ZERO, () -> {}).cancel());
        waiting().atOnce(() -> dropsOrRejects(environment.callbacks()));
    }

    private static void dropsOrRejects(Executor callbacks) {
        try {
            callbacks.execute(() -> {});
        } catch (RejectedExecutionException allowed) {
            assertThat(allowed).isNotNull();
        }
    }

    private boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private NodeEnvironment open() {
        NodeEnvironment environment = environment();
        opened.add(environment);
        return environment;
    }

    /** Whether a timer that was cancelled before its time has run; nothing if it was not cancelled before its time. */
    private Optional<AtomicBoolean> cancelledInTime(NodeEnvironment environment, Duration delay) {
        AtomicBoolean ran = new AtomicBoolean();
        long start = environment.nanoTime();
        Timer timer = environment.schedule(delay, () -> ran.set(true));
        waiting().atOnce(timer::cancel);
        waiting().atOnce(timer::cancel);
        return environment.nanoTime() - start < delay.toNanos() ? Optional.of(ran) : Optional.empty();
    }

    private void passed(NodeEnvironment environment, Duration time) {
        AtomicBoolean over = new AtomicBoolean();
        environment.schedule(time, () -> over.set(true));
        waiting().until(time + " have passed", over::get);
    }

    private void runsInOrder(Executor executor) {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 500).forEach(number -> executor.execute(() -> ran.add(number)));
        waiting().until("all tasks have run", () -> ran.size() == 500);
        assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    private void runsOneAtATime(Executor executor) {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        Runnable task = () -> {
            overlapped.compareAndSet(false, running.incrementAndGet() > 1);
            LockSupport.parkNanos(1); // long enough for another call to come
            running.decrementAndGet();
            ran.incrementAndGet();
        };
        Stream.generate(() -> new Thread(() -> IntStream.range(0, 200).forEach(i -> executor.execute(task))))
                .limit(4)
                .forEach(Thread::start);
        waiting().until("all tasks have run", () -> ran.get() == 800);
        assertThat(overlapped).isFalse();
    }

    /** Whether a task runs in this thread before {@code execute} has returned. */
    private static boolean ranInside(Executor executor) {
        Thread caller = Thread.currentThread();
        AtomicBoolean inside = new AtomicBoolean();
        executor.execute(() -> inside.compareAndSet(false, Thread.currentThread() == caller));
        return inside.get();
    }

    private static List<Function<NodeEnvironment, Executor>> executors() {
        return List.of(NodeEnvironment::owner, NodeEnvironment::workers, NodeEnvironment::callbacks);
    }
}
