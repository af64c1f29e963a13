package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A history that only a living process can reach, and that shows what it stores. */
final class MortalHistory implements History {
    private final Life life;
    private final History history;
    private final Runnable beforeWrite;
    private final Consumer<Batch> onStore;
    private final Runnable onSync;

    /**
     * The history as one life reaches it.
     *
     * @param beforeWrite fails if nothing can be written
     */
    MortalHistory(Life life, History history, Runnable beforeWrite, Consumer<Batch> onStore, Runnable onSync) {
        this.beforeWrite = beforeWrite;
        this.life = life;
        this.history = history;
        this.onStore = onStore;
        this.onSync = onSync;
    }

    @Override
    public long position() {
        checkAlive();
        return history.position();
    }

    @Override
    public int mark() {
        checkAlive();
        return history.mark();
    }

    @Override
    public void store(List<Batch> batches) {
        checkAlive();
        beforeWrite.run();
        history.store(batches);
        batches.forEach(onStore);
    }

    @Override
    public void sync() {
        checkAlive();
        beforeWrite.run();
        history.sync();
        onSync.run();
    }

    @Override
    public List<Update> updates(LineId line, Side writer, long fromSeq) {
        checkAlive();
        return history.updates(line, writer, fromSeq);
    }

    @Override
    public List<RecordedEvent> events(Cursor after, int max) {
        checkAlive();
        return history.events(after, max);
    }

    @Override
    public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
        checkAlive();
        return history.eventsBefore(before, peer, max);
    }

    @Override
    public Optional<PaymentRow> payment(PaymentId id) {
        checkAlive();
        return history.payment(id);
    }

    /** The disk lives on. */
    @Override
    public void close() {}

    private void checkAlive() {
        if (!life.isAlive()) {
            throw new Crash("the process is gone");
        }
    }
}
