package io.p2pcredit.fakechain.internal.http;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read and answer requests: a bounded number, behind a bounded queue. A client that sends or takes its
 * bytes too slowly is hung up on, so that it cannot keep a thread.
 *
 * <p>The JDK's server reads from an interruptible channel, which closes when its thread is interrupted; so the time
 * limit is an interrupt. It is on while the client is waited for, and off {@linkplain #pauseLimit while} the request is
 * worked on.
 */
final class RequestThreads implements Executor {
    private static final int THREADS = 64;
    private static final int WAITING_REQUESTS = 512;
    private static final ThreadLocal<@Nullable Limit> CURRENT = new ThreadLocal<>();

    private final Duration limit;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;

    RequestThreads(Duration limit) {
        this.limit = limit;
        ThreadFactory threads = daemons();
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS), threads);
        pool.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons() {
        AtomicInteger started = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "fakechain-" + started.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs an exchange of the JDK's server. What it throws when the queue is full makes that server hang up. */
    @Override
    public void execute(Runnable exchange) {
        pool.execute(() -> {
            Limit own = new Limit(Thread.currentThread());
            CURRENT.set(own);
            own.start();
            try {
                exchange.run();
            } finally {
                own.stop();
                CURRENT.remove();
            }
        });
    }

    /** The request is read: what follows takes its time. */
    static void pauseLimit() {
        Limit own = CURRENT.get();
        if (own != null) {
            own.stop();
        }
    }

    /** The answer is about to be written: the client has the whole time limit for it. */
    static void resumeLimit() {
        Limit own = CURRENT.get();
        if (own != null) {
            own.start();
        }
    }

    /** Lets requests that are being answered finish, for a while. */
    void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
        }
    }

    /**
     * Interrupts one thread, unless it is stopped in time. An interrupt never outlives the phase that it was meant for.
     */
    private final class Limit {
        private final Thread thread;
        private int phase;
        private @Nullable ScheduledFuture<?> alarm;

        Limit(Thread thread) {
            this.thread = thread;
        }

        synchronized void start() {
            cancel();
            int started = ++phase;
            alarm = timer.schedule(() -> expire(started), limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        synchronized void stop() {
            cancel();
            // The channel of an expired phase is closed already; the flag must not close the next one.
            boolean ignored = Thread.interrupted();
        }

        private synchronized void cancel() {
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }

        private synchronized void expire(int expected) {
            if (alarm != null && phase == expected) {
                thread.interrupt();
            }
        }
    }
}
