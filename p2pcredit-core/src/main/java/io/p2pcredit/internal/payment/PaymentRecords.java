package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.trustline.PaymentId;
import java.util.List;
import java.util.Optional;

/** What is recorded of this node's payments. Blocks on the store. Thread-safe. */
final class PaymentRecords {
    private final History history;
    private final Projector projector;

    PaymentRecords(History history, Projector projector) {
        this.history = history;
        this.projector = projector;
    }

    /**
     * What the history knew of an id.
     *
     * @param position the journal position that it had come to
     */
    record LookUp(long position, Optional<PaymentRow> row) {}

    /** What the history knows; it may lag behind. */
    LookUp lookUp(PaymentId id) {
        while (true) {
            long position = history.position();
            Optional<PaymentRow> row = history.payment(id);
            if (history.position() == position) {
                return new LookUp(position, row);
            }
        }
    }

    /** Everything that was durable when this was called. Slow while the history lags far behind. */
    LookUp find(PaymentId id) {
        List<Batch> unstored = projector.unstored(); // first, so that whatever is missing in it is stored by then
        LookUp stored = lookUp(id);
        Optional<PaymentRow> row = stored.row();
        for (Batch batch : unstored) {
            if (batch.position() > stored.position()) {
                row = after(row, batch, id);
            }
        }
        return new LookUp(stored.position(), row);
    }

    private static Optional<PaymentRow> after(Optional<PaymentRow> earlier, Batch batch, PaymentId id) {
        Optional<PaymentRow> row = earlier;
        for (PaymentRow added : batch.payments()) {
            if (added.payment().id().equals(id)) {
                row = Optional.of(row.map(added::after).orElse(added));
            }
        }
        return row;
    }
}
