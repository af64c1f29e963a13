package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Commands under ids that their callers chose, on their way to the owner: a worker looks each up, one at a time and in
 * their order, so that every look-up knows at least what the one before it knew. Thread-safe.
 */
final class LookUps {
    /** The most that wait to be looked up. */
    static final int MAX_WAITING = 100_000;

    private static final Refusal CLOSED = Refusal.because(RefusalCode.NODE_CLOSED);

    private final Requests requests;
    private final Executor workers;
    private final Consumer<Throwable> failed;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param failed told when the history cannot be read
     */
    LookUps(Requests requests, Executor workers, Consumer<Throwable> failed) {
        this.requests = requests;
        this.workers = workers;
        this.failed = failed;
    }

    private record Waiting(Runnable lookUp, Runnable refusal) {}

    /** Whether more wait than should. */
    synchronized boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /**
     * Takes one more in; at the end of the node refuses its promises.
     *
     * @param lookUp blocks on the store, and hands over to the owner what it has found
     */
    void add(Runnable lookUp, CompletableFuture<?>... promises) {
        Waiting last = new Waiting(lookUp, () -> requests.refuse(CLOSED, promises));
        if (!isTaken(last)) {
            last.refusal().run();
        }
    }

    private synchronized boolean isTaken(Waiting last) {
        if (!closed) {
            waiting.add(last);
            work();
        }
        return !closed;
    }

    /** Takes nothing in any more, and refuses what waits. */
    void refuseAll() {
        close().forEach(left -> left.refusal().run());
    }

    private synchronized List<Waiting> close() {
        closed = true;
        List<Waiting> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    private void work() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            workers.execute(this::lookUpNext);
        }
    }

    private void lookUpNext() {
        next().ifPresent(this::lookUp);
        goOn();
    }

    private void lookUp(Waiting one) {
        try {
            one.lookUp().run();
        } catch (Throwable failure) { // without the history nobody can say what was paid: the node stops
            one.refusal().run();
            failed.accept(failure);
        }
    }

    private synchronized Optional<Waiting> next() {
        return Optional.ofNullable(waiting.poll());
    }

    private synchronized void goOn() {
        busy = false;
        work();
    }
}
