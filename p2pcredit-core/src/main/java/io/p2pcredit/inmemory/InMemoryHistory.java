package io.p2pcredit.inmemory;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.History;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.CanonicalForm;
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
    private int mark;

    /** An empty history. */
    public InMemoryHistory() {}

    /** A history of its own with everything that is stored in this one. */
    public synchronized InMemoryHistory copy() {
        InMemoryHistory copy = new InMemoryHistory();
        updates.forEach((writer, rows) -> copy.updates.put(writer, new ArrayList<>(rows)));
        copy.events.addAll(events);
        copy.payments.putAll(payments);
        copy.position = position;
        copy.mark = mark;
        return copy;
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized int mark() {
        return mark;
    }

    @Override
    public synchronized void store(List<Batch> batches) {
        long last = position;
        for (Batch batch : batches) {
            checkArgument(batch.position() == last + 1, "after %s comes no batch %s", last, batch.position());
            last++;
        }
        batches.forEach(this::store);
    }

    private void store(Batch batch) {
        for (Update update : batch.updates()) {
            Writer writer = new Writer(update.proof().line(), update.proof().side());
            List<Update> rows = updates.computeIfAbsent(writer, key -> new ArrayList<>());
            while (!rows.isEmpty() && rows.get(rows.size() - 1).proof().seq() >= update.firstSeq()) {
                rows.remove(rows.size() - 1);
            }
            rows.add(update);
        }
        events.addAll(batch.events());
        batch.payments()
                .forEach(row -> payments.merge(row.payment().id(), row, (earlier, later) -> later.after(earlier)));
        position = batch.position();
        mark = batch.mark();
    }

    /** Nothing here outlives the object. */
    @Override
    public void sync() {}

    @Override
    public synchronized List<Update> updates(LineId line, Side writer, long fromSeq) {
        List<Update> rows = page(
                updates.getOrDefault(new Writer(line, writer), List.of()),
                update -> update.proof().seq() >= fromSeq,
                MAX_ROWS);
        int fitting = 0;
        for (long bytes = 0; fitting < rows.size(); fitting++) {
            bytes += CanonicalForm.size(rows.get(fitting));
            if (bytes > MAX_BYTES && fitting > 0) {
                break;
            }
        }
        return rows.subList(0, fitting);
    }

    @Override
    public synchronized List<RecordedEvent> events(Cursor after, int max) {
        return page(events, event -> event.cursor().compareTo(after) > 0, Math.min(max, MAX_ROWS));
    }

    @Override
    public synchronized List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
        List<RecordedEvent> found = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && found.size() < Math.min(max, MAX_ROWS); i--) {
            RecordedEvent event = events.get(i);
            boolean isWanted = event.cursor().compareTo(before) < 0
                    && peer.map(event.event().peer()::equals).orElse(true);
            if (isWanted) {
                found.add(event);
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<PaymentRow> payment(PaymentId id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** What is here ends with the object. */
    @Override
    public void close() {}

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
