package io.p2pcredit.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that wait to be written by one statement. For one thread. */
final class Inserts {
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    Inserts(String sql) {
        this.sql = sql;
    }

    /** The rows of a table with that many columns. */
    static Inserts into(String table, int columns) {
        return new Inserts("INSERT INTO " + table + " VALUES (" + "?, ".repeat(columns - 1) + "?)");
    }

    void add(@Nullable Object... values) {
        rows.add(values);
    }

    /** Puts them in the order of their first column, so that neighbours in an index are written together. */
    void sort() {
        rows.sort(Comparator.comparingLong(row -> (Long) requireNonNull(row[0])));
    }

    /** Writes them, within a transaction. */
    void write(Session session) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement insert = session.statement(sql);
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                insert.setObject(i + 1, row[i]);
            }
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
