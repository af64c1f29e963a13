package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.Update;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The stored form of a tale: what a batch tells of one line, one event after the other.
 *
 * <pre>
 * version            one byte: 1, or 2 if the next is there
 * numbering          of all events; 0 if it is not there
 * events             how many
 * updates            how many are referred to, and the difference of each one's number from that of the one before
 * for each event:
 *   head             one byte: the number of the kind, and which of the next three are there
 *   index            its difference from the event's before; 1 if it is not there
 *   at               seconds and nanoseconds; as with the event before if they are not there
 *   seq              0 if it is not there
 *   contents         as {@link EventForms} has them; of a payment that is an entry of an update in the same batch only
 *                    where the entry is: which update of those above, and the entry's place in it
 * </pre>
 *
 * <p>Numbers are those of {@link CompactWriter}.
 */
final class TaleForm {
    private static final int FIRST_NUMBERING = 1;
    private static final int OTHER_NUMBERING = 2;
    private static final int KIND = 0x1F;
    private static final int OTHER_INDEX = 0x20;
    private static final int OTHER_TIME = 0x40;
    private static final int WITH_SEQ = 0x80;
    private static final int ENTRY_OF_OURS = EventForms.MOST;
    private static final int ENTRY_OF_THEIRS = EventForms.MOST + 1;
    private static final EventForms EVENTS = new EventForms();

    private TaleForm() {}

    /**
     * Where a tale belongs.
     *
     * @param cursor the place of its first event
     * @param peer whom the line is with
     */
    record Place(Cursor cursor, LineId line, PeerId peer) {}

    /**
     * What a tale holds.
     *
     * @param numbering of all events
     * @param events how many
     * @param updates the numbers of the updates that are referred to
     */
    record Head(int numbering, int events, List<Long> updates) {}

    /** Whether one tale can hold both events. */
    static boolean isOne(RecordedEvent one, RecordedEvent other) {
        return one.line().equals(other.line()) && one.numbering() == other.numbering();
    }

    /** The bytes of a tale: events of one line, position and numbering, with rising indexes. There is at least one. */
    static Bytes of(List<RecordedEvent> events, BatchEntries entries) {
        return new Writer(events.get(0)).write(events, entries);
    }

    /** What stands before the first event. */
    static Head head(Bytes tale) {
        return checked(() -> new Reader(tale).head);
    }

    /**
     * Reads a tale.
     *
     * @param updates gives the updates that it refers to
     * @throws MalformedException if these bytes are no tale
     */
    static List<RecordedEvent> read(Place place, Bytes tale, LongFunction<Update> updates) {
        return checked(() -> new Reader(tale).events(place, updates));
    }

    private static <T> T checked(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new MalformedException("a value is out of its range", e);
        }
    }

    private static final class Writer {
        private final CompactWriter out = new CompactWriter();
        private final Map<Long, Integer> updates = new LinkedHashMap<>();
        private int index;
        private Optional<Instant> at = Optional.empty();

        /** Writes a tale that begins with that event. */
        Writer(RecordedEvent first) {
            index = first.cursor().index() - 1;
            if (first.numbering() == 0) {
                out.u8(FIRST_NUMBERING);
            } else {
                out.u8(OTHER_NUMBERING).number(first.numbering());
            }
        }

        Bytes write(List<RecordedEvent> events, BatchEntries entries) {
            List<Optional<EntryPlace>> places =
                    events.stream().map(entries::telling).toList();
            places.forEach(place -> place.ifPresent(it -> updates.putIfAbsent(it.number(), updates.size())));
            out.number(events.size()).number(updates.size());
            long last = 0;
            for (long number : updates.keySet()) {
                out.difference(number - last);
                last = number;
            }
            for (int i = 0; i < events.size(); i++) {
                write(events.get(i), places.get(i));
            }
            return out.written();
        }

        private void write(RecordedEvent event, Optional<EntryPlace> place) {
            if (place.isPresent()) {
                head(entryKind(event.event()), event, 0);
                out.number(updates.getOrDefault(place.get().number(), 0));
                out.number(place.get().index());
            } else {
                EventForms.Written written = event.event().match(EVENTS);
                head(written.number(), event, event.seq());
                written.contents().accept(out);
            }
        }

        private void head(int kind, RecordedEvent event, long seq) {
            int step = event.cursor().index() - index;
            boolean sameTime = at.equals(Optional.of(event.at()));
            out.u8(kind | (step == 1 ? 0 : OTHER_INDEX) | (sameTime ? 0 : OTHER_TIME) | (seq == 0 ? 0 : WITH_SEQ));
            if (step != 1) {
                out.number(step);
            }
            if (!sameTime) {
                Instant time = event.at();
                out.difference(time.getEpochSecond()).number(time.getNano());
            }
            if (seq != 0) {
                out.number(seq);
            }
            index = event.cursor().index();
            at = Optional.of(event.at());
        }

        private static int entryKind(TrustlineEvent event) {
            boolean ours =
                    event instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.OUTGOING;
            return ours ? ENTRY_OF_OURS : ENTRY_OF_THEIRS;
        }
    }

    private static final class Reader {
        private final CompactReader in;
        private final Head head;
        private int index;
        private Instant at = Instant.EPOCH;

        /** Reads what stands before the first event. */
        Reader(Bytes tale) {
            in = new CompactReader(tale);
            int version = in.u8();
            in.check(version == FIRST_NUMBERING || version == OTHER_NUMBERING, "a tale of another version");
            int numbering = version == FIRST_NUMBERING ? 0 : in.integer();
            in.check(version == FIRST_NUMBERING || numbering > 0, "a numbering that is not named is there");
            int events = in.count();
            List<Long> updates = new ArrayList<>();
            long last = 0;
            for (int left = in.count(); left > 0; left--) {
                last += in.difference();
                updates.add(last);
            }
            head = new Head(numbering, events, updates);
        }

        List<RecordedEvent> events(Place place, LongFunction<Update> stored) {
            List<RecordedEvent> events = new ArrayList<>(head.events());
            index = place.cursor().index() - 1;
            for (int i = 0; i < head.events(); i++) {
                events.add(event(place, stored));
            }
            in.end();
            return events;
        }

        private RecordedEvent event(Place place, LongFunction<Update> stored) {
            int first = in.u8();
            index = Math.addExact(index, (first & OTHER_INDEX) == 0 ? 1 : in.integer());
            if ((first & OTHER_TIME) != 0) {
                at = Instant.ofEpochSecond(in.difference(), in.integer());
            }
            long seq = (first & WITH_SEQ) == 0 ? 0 : in.number();
            Cursor cursor = new Cursor(place.cursor().position(), index);
            int kind = first & KIND;
            if (kind == ENTRY_OF_OURS || kind == ENTRY_OF_THEIRS) {
                Direction direction = kind == ENTRY_OF_OURS ? Direction.OUTGOING : Direction.INCOMING;
                EntryPlace entry = entry(stored);
                TrustlineEvent event = entry.paid(place.peer(), direction)
                        .orElseThrow(() -> new MalformedException("an entry that is told as a payment is none"));
                return new RecordedEvent(cursor, at, place.line(), head.numbering(), entry.seq(direction), event);
            }
            return new RecordedEvent(
                    cursor, at, place.line(), head.numbering(), seq, EVENTS.read(kind, in, place.peer()));
        }

        private EntryPlace entry(LongFunction<Update> stored) {
            int which = in.integer();
            in.check(which >= 0 && which < head.updates().size(), "an update that is referred to is not named");
            long number = head.updates().get(which);
            Update update = stored.apply(number);
            int entry = in.integer();
            in.check(entry >= 0 && entry < update.entries().size(), "an entry that is referred to is not there");
            return new EntryPlace(number, update, entry);
        }
    }
}
