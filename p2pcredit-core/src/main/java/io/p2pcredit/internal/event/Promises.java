package io.p2pcredit.internal.event;

import io.p2pcredit.RefusedException;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Views;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps what was promised to the application, on the callbacks thread and nowhere else. Thread-safe. */
public final class Promises {
    private final Executor callbacks;

    public Promises(Executor callbacks) {
        this.callbacks = callbacks;
    }

    public <T> void keep(CompletableFuture<T> promise, T value) {
        run(() -> promise.complete(value));
    }

    /** Keeps the promise with a line as it stands now; there is none if its peer's key was replaced meanwhile. */
    public void keep(CompletableFuture<TrustlineView> promise, Optional<Held> line) {
        line.ifPresentOrElse(
                held -> keep(promise, Views.of(held)), () -> refuse(promise, Refusal.because(RefusalCode.KEY_CHANGED)));
    }

    public void done(CompletableFuture<Void> promise) {
        run(() -> promise.complete(null));
    }

    public void refuse(CompletableFuture<?> promise, Refusal refusal) {
        run(() -> promise.completeExceptionally(new RefusedException(refusal)));
    }

    public void fail(CompletableFuture<?> promise, Throwable failure) {
        run(() -> promise.completeExceptionally(failure));
    }

    /** Ends the promise as the other one ends. */
    public <T> void follow(CompletionStage<T> other, CompletableFuture<T> promise) {
        other.whenComplete((value, failure) -> run(() -> {
            if (failure == null) {
                promise.complete(value);
            } else {
                promise.completeExceptionally(failure);
            }
        }));
    }

    private void run(Runnable completion) {
        try {
            callbacks.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // the node is closed and has no callbacks thread any more; nobody may wait for ever
        }
    }
}
