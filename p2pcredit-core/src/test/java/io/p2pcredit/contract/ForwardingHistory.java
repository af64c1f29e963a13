package io.p2pcredit.contract;

import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps what another history keeps. */
public class ForwardingHistory implements History {
    private final History honest;

    public ForwardingHistory(History honest) {
        this.honest = honest;
    }

    @Override
    public long position() {
        return honest.position();
    }

    @Override
    public int mark() {
        return honest.mark();
    }

    @Override
    public void store(List<Batch> batches) {
        honest.store(batches);
    }

    @Override
    public void sync() {
        honest.sync();
    }

    @Override
    public List<Update> updates(LineId line, Side writer, long fromSeq) {
        return honest.updates(line, writer, fromSeq);
    }

    @Override
    public List<RecordedEvent> events(Cursor after, int max) {
        return honest.events(after, max);
    }

    @Override
    public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
        return honest.eventsBefore(before, peer, max);
    }

    @Override
    public Optional<PaymentRow> payment(PaymentId id) {
        return honest.payment(id);
    }

    @Override
    public void copyTo(Path file) {
        honest.copyTo(file);
    }

    @Override
    public void close() {
        honest.close();
    }
}
