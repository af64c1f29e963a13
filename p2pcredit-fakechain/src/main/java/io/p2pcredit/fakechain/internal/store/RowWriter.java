package io.p2pcredit.fakechain.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one transaction. Its statements are prepared for this one only: a driver may have finished those
 * that failed.
 */
final class RowWriter implements AutoCloseable {
    private final Connection connection;
    private final Map<CheckedTable, PreparedStatement> statements = new HashMap<>();

    RowWriter(Connection connection) {
        this.connection = connection;
    }

    void write(CheckedTable table, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(table);
        if (statement == null) {
            statement = table.writing(connection);
            statements.put(table, statement);
        }
        table.write(statement, values);
    }

    void deleteAll(CheckedTable table, String candidate) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table.name() + " WHERE candidate = ?")) {
            statement.setString(1, candidate);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
