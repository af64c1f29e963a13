package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A stored tale.
 *
 * @param cursor the place of its first event
 * @param line the number of the line that it is about
 * @param content as {@link TaleForm} has it
 */
record TaleRow(Cursor cursor, long line, Bytes content) {
    static final int COLUMNS = 5;

    /** All columns, in the order of {@link #columns}. */
    static final String SELECT = "SELECT position, tale, line, checksum, content FROM " + HistoryTables.TALE;

    /** What is written. */
    Object[] columns() {
        return new Object[] {cursor.position(), (long) cursor.index(), line, checksum(), content.toArray()};
    }

    /** Reads a row; the store is damaged if anything in it is not what was written. */
    static TaleRow read(Session session, ResultSet row) throws SQLException {
        Cursor cursor = new Cursor(row.getLong(1), (int) row.getLong(2));
        TaleRow read = new TaleRow(cursor, row.getLong(3), Bytes.of(row.getBytes(5)));
        if (row.getLong(4) != read.checksum()) {
            throw session.damaged(read + " is not what was written");
        }
        return read;
    }

    private long checksum() {
        return Checksums.of(content.buffer(), cursor.position(), cursor.index(), line);
    }

    @Override
    public String toString() {
        return "what batch " + cursor.position() + " tells from event " + cursor.index() + " on";
    }
}
