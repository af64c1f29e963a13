package io.p2pcredit.doubles;

import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What tests store in a history. */
public final class Batches {
    private Batches() {}

    public static Batch empty(long position) {
        return of(position, List.of());
    }

    public static Batch of(long position, List<Update> updates) {
        return new Batch(position, 0, OptionalLong.empty(), updates, List.of());
    }

    /** A batch with payments or parts of them, signed for. */
    public static Batch paid(long position, PaymentRow... rows) {
        List<RecordedEvent> events = IntStream.range(0, rows.length)
                .mapToObj(i -> paid(new Cursor(position, i + 1), rows[i]))
                .toList();
        return new Batch(position, 0, OptionalLong.empty(), List.of(), events);
    }

    private static RecordedEvent paid(Cursor cursor, PaymentRow row) {
        return new RecordedEvent(
                cursor, Instant.EPOCH, row.line(), row.numbering(), row.seq(), new TrustlineEvent.Paid(row.payment()));
    }
}
