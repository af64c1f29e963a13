package io.p2pcredit.internal.event;

import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.recovery.BatchBuilder;
import io.p2pcredit.internal.recovery.BatchBuilder.Place;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Carries what the journal holds over into the history: in order, one batch at a time, on a worker. Thread-safe. */
public final class Projector {
    private final History history;
    private final Executor workers;
    private final Consumer<Throwable> failed;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private final ArrayDeque<Waiting> whenStored = new ArrayDeque<>();
    private long taken;
    private long stored;
    private boolean busy;
    private boolean broken;
    private Optional<Runnable> atTheEnd = Optional.empty();

    /** A task that waits until that many batches are stored. */
    private record Waiting(long taken, Runnable task) {}

    /**
     * A projector.
     *
     * @param failed told when the history cannot be written
     */
    public Projector(History history, Executor workers, Consumer<Throwable> failed) {
        this.history = history;
        this.workers = workers;
        this.failed = failed;
    }

    /**
     * What a commit adds to the history.
     *
     * @param maker see {@link Batch#maker}
     */
    public static Batch batch(Commit commit, OptionalLong maker) {
        BatchBuilder batch = new BatchBuilder(new Place(commit.position(), commit.mark(), commit.at()), maker);
        commit.changes().forEach(change -> batch.add(change.before().line(), change.facts()));
        return batch.build();
    }

    /** Takes the next batch; drops it once the history could not be written. */
    public synchronized void project(Batch batch) {
        if (!broken) {
            taken++;
            waiting.add(batch);
            work();
        }
    }

    /** Runs the task once everything that was taken so far is stored: at once, or later on a worker. */
    public void whenStored(Runnable task) {
        if (!waitsForStored(task)) {
            task.run();
        }
    }

    private synchronized boolean waitsForStored(Runnable task) {
        if (stored < taken) {
            whenStored.add(new Waiting(taken, task));
        }
        return stored < taken;
    }

    /** What is not stored yet, oldest first; the first of it may just be. */
    public synchronized List<Batch> unstored() {
        return List.copyOf(waiting);
    }

    /** Runs the task once everything is stored, or cannot be: at once, or later on a worker. To be called once. */
    public void end(Runnable task) {
        if (!waits(task)) {
            task.run();
        }
    }

    private synchronized boolean waits(Runnable task) {
        atTheEnd = busy ? Optional.of(task) : Optional.empty();
        return busy;
    }

    private void work() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            workers.execute(this::storeNext);
        }
    }

    private void storeNext() {
        try {
            history.store(List.of(next()));
            stored().forEach(Runnable::run);
        } catch (Throwable failure) { // the history must not lose a batch: the node stops
            giveUp();
            failed.accept(failure);
        }
        goOn().ifPresent(Runnable::run);
    }

    private synchronized Batch next() {
        return waiting.element();
    }

    private synchronized List<Runnable> stored() {
        waiting.remove();
        stored++;
        List<Runnable> due = new ArrayList<>();
        while (!whenStored.isEmpty() && whenStored.element().taken() <= stored) {
            due.add(whenStored.remove().task());
        }
        return due;
    }

    private synchronized void giveUp() {
        broken = true;
        waiting.clear();
        whenStored.clear();
    }

    private synchronized Optional<Runnable> goOn() {
        busy = false;
        work();
        return busy ? Optional.empty() : atTheEnd;
    }
}
