package io.p2pcredit.internal.event;

import io.p2pcredit.internal.loop.Commit;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.LineStory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Carries what the journal holds over into the history: in order, one batch at a time, on a worker. Thread-safe. */
public final class Projector {
    private final History history;
    private final Executor workers;
    private final Consumer<Throwable> failed;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private boolean busy;

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

    /** What a commit adds to the history. */
    public static Batch batch(Commit commit) {
        List<Update> updates = new ArrayList<>();
        List<RecordedEvent> events = new ArrayList<>();
        for (Change change : commit.changes()) {
            change.facts().forEach(fact -> addUpdate(updates, fact));
            for (TrustlineEvent event : LineStory.of(change.before().line(), change.facts())) {
                events.add(recorded(commit.position(), events.size(), commit.at(), event));
            }
        }
        return new Batch(commit.position(), updates, events);
    }

    /** An event at its place within its journal group, which is counted from 1. */
    public static RecordedEvent recorded(long position, int before, Instant at, TrustlineEvent event) {
        return new RecordedEvent(new Cursor(position, before + 1), at, event);
    }

    /** Adds the update that a fact brings, if it does. */
    public static void addUpdate(List<Update> updates, LineRecord fact) {
        if (fact instanceof LineRecord.OwnUpdate own) {
            updates.add(own.update());
        } else if (fact instanceof LineRecord.PeerUpdate theirs) {
            updates.add(theirs.update());
        }
    }

    public synchronized void project(Batch batch) {
        waiting.add(batch);
        work();
    }

    private void work() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            workers.execute(this::storeNext);
        }
    }

    private void storeNext() {
        try {
            history.store(next());
            goOn();
        } catch (Throwable failure) { // the history must not lose a batch: the node stops
            failed.accept(failure);
        }
    }

    private synchronized Batch next() {
        return waiting.remove();
    }

    private synchronized void goOn() {
        busy = false;
        work();
    }
}
