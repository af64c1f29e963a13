package io.p2pcredit.transport.ws.internal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread for everything that is due later. After {@link #stop} nothing is. */
public final class Timer {
    private static final Logger log = LoggerFactory.getLogger(Timer.class);

    private final ScheduledThreadPoolExecutor executor;

    Timer() {
        executor = new ScheduledThreadPoolExecutor(1, Timer::daemon, new DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Runs the task on the timer's thread as soon as it is free. */
    public void soon(Runnable task) {
        executor.execute(guarded(task));
    }

    @CanIgnoreReturnValue
    public Future<?> after(Duration delay, Runnable task) {
        return executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    Future<?> every(Duration period, Runnable task) {
        long nanos = period.toNanos();
        return executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        executor.shutdownNow();
    }

    /** One task that fails takes nothing else with it. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("a timer's task failed", e);
            }
        };
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "p2pcredit-ws-timer");
        thread.setDaemon(true);
        return thread;
    }
}
