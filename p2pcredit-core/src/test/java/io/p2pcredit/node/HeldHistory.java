package io.p2pcredit.node;

import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;

/** A history that takes nothing in while a test holds it. Thread-safe. */
final class HeldHistory implements History {
    private final History history;
    private boolean held;

    HeldHistory(History history) {
        this.history = history;
    }

    synchronized void hold() {
        held = true;
    }

    synchronized void letGo() {
        held = false;
        notifyAll();
    }

    private synchronized void waitWhileHeld() {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void store(Batch batch) {
        waitWhileHeld();
        history.store(batch);
    }

    @Override
    public long position() {
        return history.position();
    }

    @Override
    public List<Update> updates(LineId line, Side writer, long fromSeq) {
        return history.updates(line, writer, fromSeq);
    }

    @Override
    public List<RecordedEvent> events(Cursor after, int max) {
        return history.events(after, max);
    }

    @Override
    public Optional<PaymentRow> payment(PaymentId id) {
        return history.payment(id);
    }
}
