package io.p2pcredit.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table of bytes under consecutive numbers. Nothing is in memory but what one page of it holds. */
final class NumberedRows {
    /** The most rows of a page. */
    private static final int PAGE_ROWS = 1_000;

    /** The most bytes of a page, unless its first row alone has more. */
    private static final long PAGE_BYTES = 4L << 20;

    private final Session session;
    private final String table;

    NumberedRows(Session session, String table) {
        this.session = session;
        this.table = table;
    }

    /** Takes the rows that are read. */
    @FunctionalInterface
    interface Handler {
        void row(long number, ByteBuffer content);
    }

    /** What creates a table of this kind. */
    static String definition(String table) {
        return "CREATE TABLE " + table + " (number $long PRIMARY KEY, content $bytes NOT NULL)";
    }

    /** Adds a row in a transaction of its own. */
    void append(long number, ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        session.insert(table, number, bytes);
    }

    /** The smallest number; 0 if there is no row. */
    long first() throws SQLException {
        return number("SELECT min(number) FROM " + table);
    }

    /** The largest number; 0 if there is no row. */
    long last() throws SQLException {
        return number("SELECT max(number) FROM " + table);
    }

    /** How many bytes a row has; 0 if there is none. */
    long size(long number) throws SQLException {
        PreparedStatement query = session.statement("SELECT length(content) FROM " + table + " WHERE number = ?");
        query.setLong(1, number);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Hands over the rows with the numbers, which are all there, or the store is damaged. */
    void read(long from, long to, Handler handler) {
        for (long next = from; next <= to; ) {
            long begin = next;
            List<byte[]> page = session.read(in -> page(begin, lastOfPage(begin, to)));
            if (page.isEmpty()) {
                throw session.damaged(table + " " + begin + " is missing");
            }
            for (byte[] content : page) {
                handler.row(next, ByteBuffer.wrap(content).asReadOnlyBuffer());
                next++;
            }
        }
    }

    /** The last number that can be handled at once with the rows before it, from a number on. */
    long lastOfPage(long from, long to) throws SQLException {
        PreparedStatement query = session.statement("SELECT number, length(content) FROM " + table
                + " WHERE number >= ? AND number <= ? ORDER BY number LIMIT " + PAGE_ROWS);
        query.setLong(1, from);
        query.setLong(2, to);
        try (ResultSet rows = query.executeQuery()) {
            long last = from;
            long bytes = 0;
            int count = 0;
            while (rows.next()) {
                count++;
                bytes += rows.getLong(2);
                if (bytes > PAGE_BYTES) {
                    return last;
                }
                last = rows.getLong(1);
            }
            return count < PAGE_ROWS ? to : last;
        }
    }

    /** Removes the rows with the numbers, within a transaction. */
    void delete(long from, long to) throws SQLException {
        PreparedStatement delete = session.statement("DELETE FROM " + table + " WHERE number >= ? AND number <= ?");
        delete.setLong(1, from);
        delete.setLong(2, to);
        delete.executeUpdate();
    }

    /** Leaves nothing in a row but its number, within a transaction. */
    void empty(long number) throws SQLException {
        PreparedStatement update = session.statement("UPDATE " + table + " SET content = ? WHERE number = ?");
        update.setBytes(1, new byte[0]);
        update.setLong(2, number);
        update.executeUpdate();
    }

    private List<byte[]> page(long from, long to) throws SQLException {
        PreparedStatement query = session.statement(
                "SELECT number, content FROM " + table + " WHERE number >= ? AND number <= ? ORDER BY number");
        query.setLong(1, from);
        query.setLong(2, to);
        List<byte[]> page = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (rows.getLong(1) != from + page.size()) {
                    throw session.damaged(table + " " + (from + page.size()) + " is missing");
                }
                page.add(content(rows));
            }
        }
        return page;
    }

    private byte[] content(ResultSet row) throws SQLException {
        byte[] content = row.getBytes(2);
        if (content == null) {
            throw session.damaged("bytes in " + table + " are missing");
        }
        return content;
    }

    private long number(String sql) throws SQLException {
        try (ResultSet rows = session.statement(sql).executeQuery()) {
            rows.next();
            long number = rows.getLong(1);
            if (number < 1 && !rows.wasNull()) {
                throw session.damaged(table + " has a number below 1");
            }
            return number;
        }
    }
}
