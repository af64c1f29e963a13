package io.p2pcredit.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long a suite waits for what an adapter has promised before it holds the promise for broken. Thread-safe. */
public final class Patience {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Duration limit;

    private Patience(Duration limit) {
        this.limit = limit;
    }

    public static Patience of(Duration limit) {
        return new Patience(limit);
    }

    /** What the stage completes with. An exception of the stage breaks the promise, and so does silence. */
    public <T> T answer(CompletionStage<T> stage) {
        try {
            return await(stage.toCompletableFuture());
        } catch (ExecutionException e) {
            throw new AssertionError("failed instead of answering", e.getCause());
        }
    }

    /** What the stage fails with. */
    public Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("did not fail: " + await(stage.toCompletableFuture()));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** What the call returns, which must not wait for anything that happens later. */
    public <T> T atOnce(Callable<T> call) {
        try {
            return elsewhere(call);
        } catch (ExecutionException e) {
            throw new AssertionError("threw an exception", e.getCause());
        }
    }

    /** The same for a call that returns nothing. */
    public void atOnce(Runnable call) {
        atOnce(() -> {
            call.run();
            return true;
        });
    }

    /** Waits until the condition holds. */
    public void until(String condition, BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("within " + limit + " it did not come true: " + condition);
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private <T> T elsewhere(Callable<T> call) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "contract");
        thread.setDaemon(true);
        thread.start();
        return await(task);
    }

    private <T> T await(Future<T> future) throws ExecutionException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
