package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.Schema.Use;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL: one schema for each node, the connection's current one. The row of a store names its version and its
 * owner, by a token that every write of the owner reads again. The owner's connection holds an advisory lock on that
 * token, so that it can be seen to live.
 */
final class Postgres extends Dialect {
    static final Postgres INSTANCE = new Postgres();

    private static final String STORES = "p2pcredit_store";
    private static final String CREATE_STORES = "CREATE TABLE IF NOT EXISTS " + STORES
            + " (name text PRIMARY KEY, version bigint NOT NULL, owner bigint NOT NULL)";
    private static final String RANDOM = "('x' || substr(md5(gen_random_uuid()::text), 1, 16))::bit(64)::bigint";

    /** Corrupted data or index; undefined or duplicate table, undefined column, wrong type. */
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002", "42P01", "42P07", "42703", "42804");

    private Postgres() {}

    @Override
    String own(Connection connection, Schema schema, boolean force) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        waitForTheDisk(connection);
        connection.setAutoCommit(false);
        try {
            createIfMissing(connection, schema);
            refuseNewer(connection, schema);
            String guard = schema.use() == Use.SHARED ? "" : become(connection, schema, force);
            connection.commit();
            return guard;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void waitForTheDisk(Connection connection) throws SQLException {
        if (Dialect.text(connection, "SHOW synchronous_commit").orElse("").equals("off")) {
            Dialect.execute(connection, "SET synchronous_commit = on");
        }
    }

    private static void createIfMissing(Connection connection, Schema schema) throws SQLException {
        if (Dialect.text(connection, "SELECT current_schema()").isEmpty()) {
            throw new StorageException(Code.FAILED, "the schema of the connection does not exist");
        }
        // Two that create the same tables at once would fail.
        Dialect.execute(connection, "SELECT pg_advisory_xact_lock(hashtext('p2pcredit'), hashtext(current_schema()))");
        if (Dialect.text(connection, "SELECT to_regclass(quote_ident(current_schema()) || '." + STORES + "')::text")
                        .isEmpty()
                || version(connection, schema).isEmpty()) {
            create(connection, schema);
        }
    }

    private static void create(Connection connection, Schema schema) throws SQLException {
        Dialect.execute(connection, CREATE_STORES);
        for (String table : schema.tables("bigint", "bytea")) {
            Dialect.execute(connection, table.replace(Schema.IN_ORDER, ""));
        }
        Dialect.execute(
                connection,
                "INSERT INTO " + STORES + " VALUES ('" + schema.name() + "', " + schema.version() + ", " + RANDOM
                        + ")");
    }

    private static Optional<String> version(Connection connection, Schema schema) throws SQLException {
        return Dialect.text(connection, "SELECT version FROM " + row(schema));
    }

    private static String row(Schema schema) {
        return STORES + " WHERE name = '" + schema.name() + "'";
    }

    private static void refuseNewer(Connection connection, Schema schema) throws SQLException {
        if (Long.parseLong(version(connection, schema).orElse("0")) > schema.version()) {
            throw new StorageException(Code.NEWER, "the " + schema.name() + " was written by a newer version");
        }
    }

    /** Replaces the owner's token, once its lock shows that it is gone, and locks the new one. */
    private static String become(Connection connection, Schema schema, boolean force) throws SQLException {
        String earlier = Dialect.text(connection, "SELECT owner FROM " + row(schema) + " FOR UPDATE")
                .orElseThrow();
        if (!isGone(connection, earlier) && !force) {
            throw new StorageException(Code.LOCKED, "the " + schema.name() + " is in use by another node or process");
        }
        String owner = Dialect.text(
                        connection,
                        "UPDATE " + STORES + " SET owner = " + RANDOM + " WHERE name = '" + schema.name()
                                + "' RETURNING owner, pg_advisory_lock(owner)")
                .orElseThrow();
        Dialect.execute(connection, "SELECT pg_advisory_unlock(" + earlier + ")");
        return " FROM " + row(schema) + " AND owner = " + owner + " FOR SHARE";
    }

    private static boolean isGone(Connection connection, String owner) throws SQLException {
        return Dialect.text(connection, "SELECT pg_try_advisory_lock(" + owner + ")")
                .orElse("f")
                .startsWith("t");
    }

    @Override
    void share(Connection connection) throws SQLException {
        connection.setReadOnly(true);
    }

    @Override
    String commitsAreDurable(boolean durable) {
        return "SET synchronous_commit = " + (durable ? "on" : "off");
    }

    @Override
    void tidy(Connection connection) {}

    @Override
    void disown(Connection connection) throws SQLException {
        Dialect.execute(connection, "SELECT pg_advisory_unlock_all()");
    }

    @Override
    Code code(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.startsWith("53")) {
            return Code.FULL;
        }
        return DAMAGED.contains(state) ? Code.DAMAGED : Code.FAILED;
    }
}
