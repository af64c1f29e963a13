package io.p2pcredit.internal.event;

import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.recovery.BatchBuilder;
import io.p2pcredit.internal.recovery.BatchBuilder.Place;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Carries what the journal holds over into the history: in order, many batches at a time, on one worker at a time.
 * Thread-safe.
 */
public final class Projector {
    /** How many batches may wait before there is no room for more. */
    static final int MAX_WAITING = 10_000;

    /** How many bytes of journal may wait before there is no room for more: enough for a million payments. */
    static final long MAX_WAITING_BYTES = 128L * 1024 * 1024;

    /** How much is stored at a time, so that nobody who waits for the first of it waits for long. */
    private static final int MAX_AT_ONCE = 1_000;

    private static final long MAX_BYTES_AT_ONCE = 4L * 1024 * 1024;

    private final History history;
    private final Executor workers;
    private final Consumer<Throwable> failed;
    private final ArrayDeque<Taken> waiting = new ArrayDeque<>();
    private final ArrayDeque<Task> whenStored = new ArrayDeque<>();
    private final ArrayDeque<Task> whenDurable = new ArrayDeque<>();
    private long waitingBytes;
    private long taken;
    private long stored;
    private boolean busy;
    private boolean broken;
    private Optional<Runnable> whenRoom = Optional.empty();
    private Optional<Runnable> atTheEnd = Optional.empty();

    /** A batch that waits, and the size of its group. */
    private record Taken(Batch batch, int bytes) {}

    /** A task that waits until that many batches are stored. */
    private record Task(long taken, Runnable task) {}

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

    /**
     * Takes the next batch, whether there is room or not; once the history could not be written it is only kept.
     *
     * @param bytes the size of its group
     */
    public synchronized void project(Batch batch, int bytes) {
        taken++;
        waitingBytes += bytes;
        waiting.add(new Taken(batch, bytes));
        work();
    }

    /**
     * Whether so much waits that no more should come.
     *
     * @param then if so, run once when there is room again, on a worker; a later one takes its place
     */
    public synchronized boolean isFull(Runnable then) {
        whenRoom = hasRoom() ? Optional.empty() : Optional.of(then);
        return whenRoom.isPresent();
    }

    private boolean hasRoom() {
        return broken || (waiting.size() < MAX_WAITING && waitingBytes < MAX_WAITING_BYTES);
    }

    /**
     * Runs the task once everything that was taken so far is stored: at once, or later on a worker; never if the history
     * cannot be written.
     */
    public void whenStored(Runnable task) {
        if (!waitsForStored(task)) {
            task.run();
        }
    }

    private synchronized boolean waitsForStored(Runnable task) {
        if (stored < taken) {
            whenStored.add(new Task(taken, task));
        }
        return stored < taken;
    }

    /** The same once it is durable in the history; always on a worker. */
    public synchronized void whenDurable(Runnable task) {
        if (!broken) {
            whenDurable.add(new Task(taken, task));
            work();
        }
    }

    /** What is not stored yet, oldest first; the first of it may just be. */
    public synchronized List<Batch> unstored() {
        return waiting.stream().map(Taken::batch).toList();
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
        if (!busy && !broken && !(waiting.isEmpty() && whenDurable.isEmpty())) {
            busy = true;
            workers.execute(this::storeNext);
        }
    }

    private void storeNext() {
        try {
            List<Batch> batches = next();
            if (!batches.isEmpty()) {
                history.store(batches);
                stored(batches.size()).forEach(Runnable::run);
            }
            List<Runnable> due = nextDurable();
            if (!due.isEmpty()) {
                history.sync();
                due.forEach(Runnable::run);
            }
        } catch (Throwable failure) { // the history must not lose a batch: the node stops
            giveUp();
            failed.accept(failure);
        }
        goOn().ifPresent(Runnable::run);
    }

    private synchronized List<Batch> next() {
        List<Batch> batches = new ArrayList<>();
        Iterator<Taken> rest = waiting.iterator();
        for (long bytes = 0; rest.hasNext() && batches.size() < MAX_AT_ONCE && bytes < MAX_BYTES_AT_ONCE; ) {
            Taken next = rest.next();
            batches.add(next.batch());
            bytes += next.bytes();
        }
        return batches;
    }

    private synchronized List<Runnable> stored(int count) {
        for (int i = 0; i < count; i++) {
            waitingBytes -= waiting.remove().bytes();
        }
        stored += count;
        List<Runnable> due = due(whenStored);
        if (hasRoom()) {
            whenRoom.ifPresent(due::add);
            whenRoom = Optional.empty();
        }
        return due;
    }

    private synchronized List<Runnable> nextDurable() {
        return due(whenDurable);
    }

    private List<Runnable> due(Queue<Task> tasks) {
        List<Runnable> due = new ArrayList<>();
        for (Task task = tasks.peek(); task != null && isDue(task); task = tasks.peek()) {
            due.add(tasks.remove().task());
        }
        return due;
    }

    private boolean isDue(Task task) {
        return task.taken() <= stored;
    }

    /** What waits is kept: it is durable in the journal, and whoever asks for it is told. */
    private synchronized void giveUp() {
        broken = true;
        whenStored.clear();
        whenDurable.clear();
    }

    private synchronized Optional<Runnable> goOn() {
        busy = false;
        work();
        return busy ? Optional.empty() : atTheEnd;
    }
}
