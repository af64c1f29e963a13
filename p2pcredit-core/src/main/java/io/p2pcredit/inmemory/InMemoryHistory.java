package io.p2pcredit.inmemory;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A history that lives as long as its object. Thread-safe. */
public final class InMemoryHistory implements History {
    private final Map<Writer, List<Update>> updates = new HashMap<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<PaymentId, PaymentRow> payments = new HashMap<>();
    private long position;

    /** An empty history. */
    public InMemoryHistory() {}

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized void store(Batch batch) {
        checkArgument(batch.position() == position + 1, "after %s comes no batch %s", position, batch.position());
        for (Update update : batch.updates()) {
            Writer writer = new Writer(update.proof().line(), update.proof().side());
            updates.computeIfAbsent(writer, key -> new ArrayList<>()).add(update);
        }
        events.addAll(batch.events());
        batch.payments()
                .forEach(row -> payments.merge(row.payment().id(), row, (earlier, later) -> later.after(earlier)));
        position = batch.position();
    }

    @Override
    public synchronized List<Update> updates(LineId line, Side writer, long fromSeq) {
        return page(
                updates.getOrDefault(new Writer(line, writer), List.of()),
                update -> update.proof().seq() >= fromSeq,
                MAX_ROWS);
    }

    @Override
    public synchronized List<RecordedEvent> events(Cursor after, int max) {
        return page(events, event -> event.cursor().compareTo(after) > 0, Math.min(max, MAX_ROWS));
    }

    @Override
    public synchronized Optional<PaymentRow> payment(PaymentId id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** The first rows that are wanted, out of rows of which none is wanted before some place and all are after it. */
    private static <T> List<T> page(List<T> rows, Predicate<T> wanted, int max) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (wanted.test(rows.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return List.copyOf(rows.subList(low, Math.min(rows.size(), low + max)));
    }

    private record Writer(LineId line, Side side) {}
}
