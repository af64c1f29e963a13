package io.p2pcredit.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far a history has come.
 *
 * @param position of the newest batch
 * @param mark of the newest batch
 * @param updates the number of the newest update
 * @param lines the number of the newest line
 * @param makers the number of the newest maker
 * @param ids how many rows there are of ids that the node has not made
 * @param idSum the sum of what stands for each of these rows
 */
record HistoryState(long position, int mark, long updates, long lines, long makers, long ids, long idSum) {
    private static final String COLUMNS = "position, mark, updates, lines, makers, ids, id_sum, checksum";
    static final HistoryState EMPTY = new HistoryState(0, 0, 0, 0, 0, 0, 0);

    HistoryState at(long newPosition, int newMark) {
        return new HistoryState(newPosition, newMark, updates, lines, makers, ids, idSum);
    }

    HistoryState withUpdate() {
        return new HistoryState(position, mark, updates + 1, lines, makers, ids, idSum);
    }

    HistoryState withLine() {
        return new HistoryState(position, mark, updates, lines + 1, makers, ids, idSum);
    }

    HistoryState withMaker() {
        return new HistoryState(position, mark, updates, lines, makers + 1, ids, idSum);
    }

    HistoryState withId(long share) {
        return new HistoryState(position, mark, updates, lines, makers, ids + 1, idSum + share);
    }

    /** Reads the state, within a transaction; writes an empty one where there is nothing at all. */
    static HistoryState load(Session session) throws SQLException {
        Optional<HistoryState> stored = read(session);
        if (stored.isPresent()) {
            return stored.get();
        }
        try (ResultSet rows = session.statement("SELECT number FROM " + HistoryTables.LINE + " LIMIT 1")
                .executeQuery()) {
            if (rows.next()) {
                throw session.damaged("its state is missing");
            }
        }
        session.statement("INSERT INTO " + HistoryTables.STATE + " (id, " + COLUMNS + ", synced) VALUES (1, "
                        + "0, 0, 0, 0, 0, 0, 0, " + EMPTY.checksum() + ", 0)")
                .executeUpdate();
        return EMPTY;
    }

    private static Optional<HistoryState> read(Session session) throws SQLException {
        try (ResultSet row = session.statement("SELECT " + COLUMNS + " FROM " + HistoryTables.STATE + " WHERE id = 1")
                .executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            HistoryState state = new HistoryState(
                    row.getLong(1),
                    (int) row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7));
            if (row.getLong(8) != state.checksum()) {
                throw session.damaged("its state is not what was written");
            }
            return Optional.of(state);
        }
    }

    /**
     * Writes the state in place of the one before it, and is the first to write in a transaction: so no two do it at
     * once.
     *
     * @return whether the one before was still there
     */
    boolean replace(HistoryState before, Session session) throws SQLException {
        PreparedStatement update = session.statement("UPDATE " + HistoryTables.STATE
                + " SET position = ?, mark = ?, updates = ?, lines = ?, makers = ?, ids = ?, id_sum = ?, checksum = ?"
                + " WHERE id = 1 AND position = ? AND checksum = ?");
        long[] values = {
            position, mark, updates, lines, makers, ids, idSum, checksum(), before.position, before.checksum()
        };
        for (int i = 0; i < values.length; i++) {
            update.setLong(i + 1, values[i]);
        }
        return update.executeUpdate() == 1;
    }

    /** Writes nothing new, so that a durable commit has something to commit. */
    static void touch(Session session) throws SQLException {
        session.statement("UPDATE " + HistoryTables.STATE + " SET synced = position WHERE id = 1")
                .executeUpdate();
    }

    private long checksum() {
        return Checksums.of(ByteBuffer.allocate(0), position, mark, updates, lines, makers, ids, idSum);
    }
}
