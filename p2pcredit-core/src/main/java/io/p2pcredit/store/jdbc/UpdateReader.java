package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History;
import io.p2pcredit.store.jdbc.Lines.KnownLine;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of updates. Looks in the index first how many fit, and then reads no more. Thread-safe. */
final class UpdateReader {
    private static final String WANTED =
            " WHERE line = ? AND side = ? AND last_seq >= ? ORDER BY last_seq, number LIMIT ?";
    private static final String SIZES = "SELECT size FROM " + HistoryTables.UPDATE + WANTED;
    private static final String NEWEST =
            "SELECT max(last_seq) FROM " + HistoryTables.UPDATE + " WHERE line = ? AND side = ?";
    private static final String ROWS = UpdateRow.SELECT + WANTED;

    private final Lines lines;

    UpdateReader(Lines lines) {
        this.lines = lines;
    }

    /** A writer's updates whose last entry has at least the number, oldest first. */
    List<Update> from(Session session, LineId line, Side writer, long fromSeq) throws SQLException {
        Optional<KnownLine> known = lines.find(session, line);
        if (known.isEmpty()) {
            return List.of();
        }
        long number = known.get().number();
        int count = fitting(wanted(session.statement(SIZES), number, writer, fromSeq, History.MAX_ROWS));
        List<Update> updates = new ArrayList<>(count);
        try (ResultSet rows =
                wanted(session.statement(ROWS), number, writer, fromSeq, count).executeQuery()) {
            while (rows.next()) {
                updates.add(update(session, UpdateRow.read(session, rows), line, writer, fromSeq));
            }
        }
        return updates;
    }

    /** The number of the newest entry of a writer; 0 if there is none. */
    static long newest(Session session, long line, Side writer) throws SQLException {
        PreparedStatement query = session.statement(NEWEST);
        query.setLong(1, line);
        query.setLong(2, writer.number());
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Update update(Session session, UpdateRow row, LineId line, Side writer, long fromSeq) {
        if (!row.update().proof().line().equals(line) || !row.isOf(writer, fromSeq)) {
            throw session.damaged("update " + row.number() + " is not where it belongs");
        }
        return row.update();
    }

    private static PreparedStatement wanted(PreparedStatement query, long line, Side writer, long fromSeq, int count)
            throws SQLException {
        query.setLong(1, line);
        query.setLong(2, writer.number());
        query.setLong(3, fromSeq);
        query.setInt(4, count);
        return query;
    }

    private static int fitting(PreparedStatement sizes) throws SQLException {
        int count = 0;
        try (ResultSet rows = sizes.executeQuery()) {
            for (long bytes = 0; rows.next(); count++) {
                bytes += rows.getLong(1);
                if (bytes > History.MAX_BYTES && count > 0) {
                    break;
                }
            }
        }
        return count;
    }
}
