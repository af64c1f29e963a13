package io.p2pcredit.spi;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** The one place where a node's threads, clocks and random numbers come from. Thread-safe. */
final class SystemEnvironment implements NodeEnvironment {
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService owner = pool(1, "p2pcredit-owner-%d");
    private final ExecutorService workers =
            pool(Math.max(2, Runtime.getRuntime().availableProcessors()), "p2pcredit-worker-%d");
    private final ExecutorService callbacks = pool(1, "p2pcredit-callbacks-%d");
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, threads("p2pcredit-timer-%d"), new DiscardPolicy());

    SystemEnvironment() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> scheduled = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void randomBytes(byte[] target) {
        random.nextBytes(target);
    }

    @Override
    public Executor owner() {
        return owner;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        owner.shutdown();
        workers.shutdown();
        callbacks.shutdown();
    }

    private static ExecutorService pool(int size, String name) {
        return new ThreadPoolExecutor(
                size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name), new DiscardPolicy());
    }

    private static ThreadFactory threads(String name) {
        return new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
    }
}
