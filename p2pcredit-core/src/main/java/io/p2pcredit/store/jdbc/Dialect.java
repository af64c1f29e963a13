package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** What differs between the databases. Immutable. */
abstract sealed class Dialect permits Sqlite, Postgres {
    /**
     * The dialect of the database behind a connection, which is not used for anything.
     *
     * @throws StorageException with {@link Code#FAILED} if it is none that is supported
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "SQLite" -> Sqlite.INSTANCE;
            case "PostgreSQL" -> Postgres.INSTANCE;
            default ->
                throw new StorageException(
                        Code.FAILED, "stores are kept in SQLite or PostgreSQL, and not in " + product);
        };
    }

    /** Makes sure that a new connection finds a whole store, or none. */
    static void prepare(DataSource source, Schema schema) {
        if (source instanceof SqliteFile file) {
            file.prepare(schema);
        }
    }

    /**
     * Makes the connection that of the store's only owner: creates the store where there is none, and refuses anything
     * else that is there.
     *
     * @param force to become it although there is one; where that cannot be, it makes no difference
     * @return what is to be added to a {@code SELECT} so that it finds nothing once there is another owner
     * @throws StorageException with {@link Code#LOCKED}, {@link Code#DAMAGED} or {@link Code#NEWER}; the store is then
     *     as it was
     */
    abstract String own(Connection connection, Schema schema, boolean force) throws SQLException;

    /** Makes the connection one more that reads a store which {@link #own} has opened. */
    abstract void share(Connection connection) throws SQLException;

    /** What says whether a commit of the connection waits until it is on the disk, and all that came before it. */
    abstract String commitsAreDurable(boolean durable);

    /** Does what may be put off after commits, so that none of them has to wait for it. */
    abstract void tidy(Connection connection) throws SQLException;

    /** Gives up what {@link #own} took, before the connection is closed. */
    abstract void disown(Connection connection) throws SQLException;

    /** What an error means. */
    abstract Code code(SQLException failure);

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row; empty if there is no row, or nothing in it. */
    static Optional<String> text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    /** The number in the first column of the first row; 0 if there is none. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
