package io.p2pcredit.store.jdbc;

import com.google.common.collect.Lists;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PeerId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pages of events, either way. Reads no more tales than it takes, some at a time. Thread-safe. */
final class EventReader {
    /** The most tales that are read at once. */
    private static final int AT_ONCE = 100;

    private static final String FIRST =
            "SELECT max(tale) FROM " + HistoryTables.TALE + " WHERE position = ? AND tale <= ?";
    private static final String FROM =
            TaleRow.SELECT + " WHERE (position, tale) >= (?, ?) ORDER BY position, tale LIMIT ?";
    private static final String BEFORE =
            TaleRow.SELECT + " WHERE (position, tale) < (?, ?) ORDER BY position DESC, tale DESC LIMIT ?";
    private static final String OF_LINE_BEFORE =
            TaleRow.SELECT + " WHERE line = ? AND (position, tale) < (?, ?) ORDER BY position DESC, tale DESC LIMIT ?";

    private final Lines lines;
    private final TaleReader reader;

    EventReader(Lines lines, TaleReader reader) {
        this.lines = lines;
        this.reader = reader;
    }

    /** A query for so many tales, from a cursor on. */
    @FunctionalInterface
    private interface Query {
        PreparedStatement from(Cursor cursor, int count) throws SQLException;
    }

    /** The events after the cursor, oldest first. */
    List<RecordedEvent> after(Session session, Cursor after, int max) throws SQLException {
        Query query = (cursor, count) -> filled(session.statement(FROM), 1, cursor, count);
        List<RecordedEvent> found = new ArrayList<>();
        Cursor next = taleOf(session, after);
        for (boolean more = true; more && found.size() < max; ) {
            List<TaleRow> tales = tales(session, query, next, max - found.size());
            for (List<RecordedEvent> told : reader.told(session, tales)) {
                told.stream()
                        .filter(event -> event.cursor().compareTo(after) > 0)
                        .forEach(found::add);
            }
            more = !tales.isEmpty();
            next = more ? next(tales.get(tales.size() - 1)) : next;
        }
        return atMost(max, found);
    }

    /** The events before the cursor, newest first. */
    List<RecordedEvent> before(Session session, Cursor before, int max) throws SQLException {
        return before(session, (cursor, count) -> filled(session.statement(BEFORE), 1, cursor, count), before, max);
    }

    /** The events with a peer before the cursor, newest first. */
    List<RecordedEvent> before(Session session, Cursor before, PeerId peer, int max) throws SQLException {
        List<RecordedEvent> found = new ArrayList<>();
        for (long line : lines.with(session, peer)) {
            Query query = (cursor, count) -> {
                PreparedStatement ofLine = session.statement(OF_LINE_BEFORE);
                ofLine.setLong(1, line);
                return filled(ofLine, 2, cursor, count);
            };
            found.addAll(before(session, query, before, max));
        }
        found.sort(Comparator.comparing(RecordedEvent::cursor).reversed());
        return atMost(max, found);
    }

    private List<RecordedEvent> before(Session session, Query query, Cursor before, int max) throws SQLException {
        List<RecordedEvent> found = new ArrayList<>();
        Cursor next = before;
        for (boolean more = true; more && found.size() < max; ) {
            List<TaleRow> tales = tales(session, query, next, max - found.size());
            for (List<RecordedEvent> told : reader.told(session, tales)) {
                Lists.reverse(told).stream()
                        .filter(event -> event.cursor().compareTo(before) < 0)
                        .forEach(found::add);
            }
            more = !tales.isEmpty();
            next = more ? tales.get(tales.size() - 1).cursor() : next;
        }
        return atMost(max, found);
    }

    /** Tales with that many events, or some tales; none if there are none any more. */
    private static List<TaleRow> tales(Session session, Query query, Cursor from, int events) throws SQLException {
        List<TaleRow> tales = TaleReader.tales(session, query.from(from, Math.min(AT_ONCE, events + 1)));
        int taken = 0;
        int counted = 0; // the first of them may lie on the other side of the cursor, in part
        while (taken < tales.size() && counted < events) {
            counted += taken == 0 ? 0 : TaleReader.count(session, tales.get(taken));
            taken++;
        }
        return tales.subList(0, taken);
    }

    /** Where the tale begins that an event belongs to. */
    private static Cursor taleOf(Session session, Cursor event) throws SQLException {
        PreparedStatement query = session.statement(FIRST);
        query.setLong(1, event.position());
        query.setLong(2, event.index());
        try (ResultSet row = query.executeQuery()) {
            row.next();
            int tale = (int) row.getLong(1);
            return row.wasNull() ? event : new Cursor(event.position(), tale);
        }
    }

    private static Cursor next(TaleRow tale) {
        return new Cursor(tale.cursor().position(), Math.addExact(tale.cursor().index(), 1));
    }

    private static PreparedStatement filled(PreparedStatement query, int first, Cursor cursor, int count)
            throws SQLException {
        query.setLong(first, cursor.position());
        query.setLong(first + 1, cursor.index());
        query.setInt(first + 2, count);
        return query;
    }

    private static List<RecordedEvent> atMost(int max, List<RecordedEvent> events) {
        return List.copyOf(events.subList(0, Math.min(max, events.size())));
    }
}
