package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.store.jdbc.Lines.KnownLine;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.Update;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells the events of stored tales, with what they refer to. Thread-safe. */
final class TaleReader {
    private static final int AT_ONCE = 32;
    private static final String UPDATES = UpdateRow.SELECT + " WHERE number IN (" + "?, ".repeat(AT_ONCE - 1) + "?)";

    private final Lines lines;

    TaleReader(Lines lines) {
        this.lines = lines;
    }

    /** The tales of a query. */
    static List<TaleRow> tales(Session session, PreparedStatement query) throws SQLException {
        List<TaleRow> tales = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                tales.add(TaleRow.read(session, rows));
            }
        }
        return tales;
    }

    /** What each of the tales tells, in order. */
    List<List<RecordedEvent>> told(Session session, List<TaleRow> tales) throws SQLException {
        TreeSet<Long> numbers = new TreeSet<>();
        for (TaleRow tale : tales) {
            numbers.addAll(headOf(session, tale).updates());
        }
        Map<Long, Update> updates = updates(session, List.copyOf(numbers));
        List<List<RecordedEvent>> told = new ArrayList<>();
        for (TaleRow tale : tales) {
            told.add(told(session, tale, updates));
        }
        return told;
    }

    private List<RecordedEvent> told(Session session, TaleRow tale, Map<Long, Update> updates) throws SQLException {
        KnownLine line = lines.told(session, tale.line());
        TaleForm.Place place =
                new TaleForm.Place(tale.cursor(), line.id(), line.peer().orElseThrow());
        try {
            return TaleForm.read(place, tale.content(), number -> {
                Update update = updates.get(number);
                if (update == null) {
                    throw session.damaged("update " + number + " is missing");
                }
                return update;
            });
        } catch (MalformedException e) {
            throw session.damaged(tale + ": " + e.getMessage());
        }
    }

    /** How many events a tale tells. */
    static int count(Session session, TaleRow tale) {
        return headOf(session, tale).events();
    }

    private static TaleForm.Head headOf(Session session, TaleRow tale) {
        try {
            return TaleForm.head(tale.content());
        } catch (MalformedException e) {
            throw session.damaged(tale + ": " + e.getMessage());
        }
    }

    private static Map<Long, Update> updates(Session session, List<Long> numbers) throws SQLException {
        Map<Long, Update> updates = new HashMap<>();
        PreparedStatement query = session.statement(UPDATES);
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                query.setLong(i + 1, numbers.get(Math.min(from + i, numbers.size() - 1)));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UpdateRow row = UpdateRow.read(session, rows);
                    updates.put(row.number(), row.update());
                }
            }
        }
        return updates;
    }
}
