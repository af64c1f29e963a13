package io.p2pcredit.cli.bench.node;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.p2pcredit.spi.NodeEnvironment;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Threads for thousands of nodes in one process: one for each processor, and each node's tasks in order on them. All
 * are daemons. Closed after the nodes.
 */
public final class SharedThreads implements AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            new ThreadFactoryBuilder()
                    .setNameFormat("payees-%d")
                    .setDaemon(true)
                    .build(),
            new DiscardPolicy());

    public SharedThreads() {
        threads.setRemoveOnCancelPolicy(true);
    }

    /** The world of one node. */
    public NodeEnvironment environment() {
        return new Share(MoreExecutors.newSequentialExecutor(threads), MoreExecutors.newSequentialExecutor(threads));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Share implements NodeEnvironment {
        private final Executor owner;
        private final Executor callbacks;
        private volatile boolean closed;

        Share(Executor owner, Executor callbacks) {
            this.owner = untilClosed(owner);
            this.callbacks = untilClosed(callbacks);
        }

        private Executor untilClosed(Executor executor) {
            return task -> {
                if (!closed) {
                    executor.execute(task);
                }
            };
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
            Future<?> scheduled = threads.schedule(() -> runUnlessClosed(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        }

        private void runUnlessClosed(Runnable task) {
            if (!closed) {
                task.run();
            }
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
            return untilClosed(threads);
        }

        @Override
        public Executor callbacks() {
            return callbacks;
        }

        /** The threads go on, for the others. */
        @Override
        public void close() {
            closed = true;
        }
    }
}
