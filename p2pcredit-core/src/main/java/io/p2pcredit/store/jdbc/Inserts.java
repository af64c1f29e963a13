package io.p2pcredit.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
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
