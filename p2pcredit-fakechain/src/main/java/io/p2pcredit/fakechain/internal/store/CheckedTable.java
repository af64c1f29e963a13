package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.trustline.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows carry a checksum each, because the database does not notice when a bit of a value flips.
 *
 * @param key what makes a row replace an earlier one, as a part of the table's definition; if it is empty, rows are
 *     added one after the other
 */
record CheckedTable(String name, List<Column> columns, String key) {
    private static final String CHECKSUM = "checksum";

    /** A column that holds values of one kind, or {@code NULL}. */
    record Column(String name, Kind kind) {}

    /** What SQLite calls the kinds of values. */
    enum Kind {
        TEXT,
        INTEGER,
        BLOB
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column number(String name) {
        return new Column(name, Kind.INTEGER);
    }

    static Column bytes(String name) {
        return new Column(name, Kind.BLOB);
    }

    private boolean isAppended() {
        return key.isEmpty();
    }

    String definition() {
        String fields = columns.stream()
                .map(column -> column.name() + ' ' + column.kind())
                .collect(Collectors.joining(", "));
        return "CREATE TABLE " + name + " (" + (isAppended() ? "position INTEGER PRIMARY KEY, " : "") + fields + ", "
                + CHECKSUM + " INTEGER NOT NULL" + (isAppended() ? "" : ", PRIMARY KEY (" + key + ')') + ") STRICT";
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", "", ", " + CHECKSUM));
    }

    /** A statement for {@link #write}. */
    PreparedStatement writing(Connection connection) throws SQLException {
        return connection.prepareStatement((isAppended() ? "INSERT" : "INSERT OR REPLACE") + " INTO " + name + " ("
                + names() + ") VALUES (" + "?, ".repeat(columns.size()) + "?)");
    }

    /** Writes one row: a {@link String}, {@link Long} or {@link Bytes} for each column, or null. */
    void write(PreparedStatement writing, @Nullable Object... values) throws SQLException {
        Checksum checksum = new Checksum();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            checksum.add(value);
            writing.setObject(i + 1, value instanceof Bytes bytes ? bytes.toArray() : value);
        }
        writing.setLong(values.length + 1, checksum.value());
        writing.executeUpdate();
    }

    /**
     * Reads all rows, in the order in which they were added, if that is what is done with them.
     *
     * @throws IllegalArgumentException if one is not as it was written
     */
    void read(Connection connection, Reader reader) throws SQLException {
        String sql = "SELECT " + names() + " FROM " + name + (isAppended() ? " ORDER BY position" : "");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(row(rows));
            }
        }
    }

    private Row row(ResultSet rows) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        Checksum checksum = new Checksum();
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rows, i);
            checksum.add(values[i]);
        }
        if (checksum.value() != rows.getLong(values.length + 1)) {
            throw new IllegalArgumentException("a row of the table " + name + " is not as it was written");
        }
        return new Row(values);
    }

    private @Nullable Object value(ResultSet rows, int index) throws SQLException {
        return switch (columns.get(index).kind()) {
            case TEXT -> rows.getString(index + 1);
            case INTEGER -> number(rows, index);
            case BLOB -> bytes(rows, index);
        };
    }

    private static @Nullable Long number(ResultSet rows, int index) throws SQLException {
        long number = rows.getLong(index + 1);
        return rows.wasNull() ? null : Long.valueOf(number);
    }

    private static @Nullable Bytes bytes(ResultSet rows, int index) throws SQLException {
        byte[] bytes = rows.getBytes(index + 1);
        return bytes == null ? null : Bytes.of(bytes);
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Reader {
        /** @throws IllegalArgumentException if it makes no sense */
        void read(Row row);
    }
}
