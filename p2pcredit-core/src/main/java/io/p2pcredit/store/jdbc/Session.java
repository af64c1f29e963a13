package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a store's one owner. Every call says so when it is the owner no more; after a write that failed,
 * nothing is read or written any more, since nobody knows what is there. Not thread-safe.
 */
final class Session implements AutoCloseable {
    private final String store;
    private final Connection connection;
    private final Dialect dialect;
    private final String guard;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable StorageException end;

    private Session(String store, Connection connection, Dialect dialect, String guard) {
        this.store = store;
        this.connection = connection;
        this.dialect = dialect;
        this.guard = guard;
    }

    /** Something to be read. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Session session) throws SQLException;
    }

    /** Something to be written, as a whole or not at all. */
    @FunctionalInterface
    interface Writing {
        void to(Session session) throws SQLException;
    }

    /**
     * Becomes the owner of a store, which is created where there is none.
     *
     * @param force whether to become it although there is one
     */
    static Session open(DataSource source, Schema schema, boolean force) {
        Dialect.prepare(source, schema);
        try {
            return own(source.getConnection(), schema, force);
        } catch (SQLException e) { // only the driver knows what it means, and there is no connection to ask
            throw Failures.of(schema.name(), Code.FAILED, e);
        }
    }

    /** One more connection to a store that is open, to read only. */
    static Session reading(DataSource source, Schema schema) {
        try {
            Connection connection = source.getConnection();
            Dialect dialect = Dialect.of(connection);
            Session session = new Session(schema.name(), connection, dialect, "");
            try {
                dialect.share(connection);
            } catch (SQLException e) {
                session.close();
                throw session.failure(e);
            }
            return session;
        } catch (SQLException e) {
            throw Failures.of(schema.name(), Code.FAILED, e);
        }
    }

    private static Session own(Connection connection, Schema schema, boolean force) throws SQLException {
        boolean owned = false;
        try {
            Dialect dialect = Dialect.of(connection);
            try {
                Session session =
                        new Session(schema.name(), connection, dialect, dialect.own(connection, schema, force));
                owned = true;
                return session;
            } catch (SQLException e) {
                throw Failures.of(schema.name(), dialect.code(e), e);
            }
        } finally {
            if (!owned) {
                connection.close();
            }
        }
    }

    /** Reads, if this is still the owner. */
    <T> T read(Reading<T> reading) {
        checkAlive();
        try {
            checkOwner();
            return reading.from(this);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Does something in one transaction, if this is still the owner. */
    void transaction(Writing writing) {
        transaction(writing, new Object(), () -> {});
    }

    /** The same, and gives what comes of it. */
    <T> T inTransaction(Reading<T> doing) {
        List<T> result = new ArrayList<>(1);
        transaction(in -> result.add(doing.from(in)));
        return result.get(0);
    }

    /** The same; what is done as soon as it is committed is done at once with it for whoever holds the lock. */
    void transaction(Writing writing, Object lock, Runnable committed) {
        checkAlive();
        try {
            connection.setAutoCommit(false);
            checkOwner();
            writing.to(this);
            synchronized (lock) {
                connection.commit();
                committed.run();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw rolledBack(failure(e));
        } catch (StorageException e) {
            throw rolledBack(e);
        }
    }

    /** Lets go of whatever the transaction has locked, since this connection may stay open for long. */
    private StorageException rolledBack(StorageException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return ended(reason);
    }

    /** Inserts one row of a number and bytes, in one round trip, if this is still the owner. */
    void insert(String table, long number, byte[] content) {
        checkAlive();
        try {
            PreparedStatement insert = statement("INSERT INTO " + table + " SELECT ?, ?" + guard);
            insert.setLong(1, number);
            insert.setBytes(2, content);
            if (insert.executeUpdate() != 1) {
                throw fenced();
            }
        } catch (SQLException e) {
            throw ended(failure(e));
        }
    }

    /** A statement of this connection, prepared once. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Runs something alone, with no other statement open. That it fails does no harm to the store. */
    void execute(String sql) {
        checkAlive();
        try {
            for (PreparedStatement open : prepared.values()) {
                open.close();
            }
            prepared.clear();
            Dialect.execute(connection, sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Whether a commit waits until it is on the disk. */
    void commitDurably(boolean durable) {
        checkAlive();
        try {
            Dialect.execute(connection, dialect.commitsAreDurable(durable));
        } catch (SQLException e) {
            throw ended(failure(e));
        }
    }

    /** Does what may be put off, between transactions. */
    void tidy() {
        checkAlive();
        try {
            dialect.tidy(connection);
        } catch (SQLException e) {
            throw ended(failure(e));
        }
    }

    boolean isFile() {
        return dialect == Sqlite.INSTANCE;
    }

    /** Says that what was read cannot be what was written. */
    StorageException damaged(String what) {
        return new StorageException(Code.DAMAGED, "the " + store + " is damaged: " + what);
    }

    void checkAlive() {
        if (end != null) {
            throw new StorageException(end.code(), "the " + store + " is used no more", end);
        }
    }

    private void checkOwner() throws SQLException {
        if (!guard.isEmpty() && !finds("SELECT 1" + guard)) {
            throw fenced();
        }
    }

    private boolean finds(String query) throws SQLException {
        try (ResultSet rows = statement(query).executeQuery()) {
            return rows.next();
        }
    }

    private StorageException fenced() {
        return ended(new StorageException(Code.FENCED, "the " + store + " was taken over by another node"));
    }

    private StorageException failure(SQLException cause) {
        return Failures.of(store, dialect.code(cause), cause);
    }

    private StorageException ended(StorageException reason) {
        end = reason;
        return reason;
    }

    @Override
    public void close() {
        if (end != null && end.code() == Code.CLOSED) {
            return;
        }
        end = new StorageException(Code.CLOSED, "the " + store + " was closed");
        try (connection) {
            dialect.disown(connection);
        } catch (SQLException e) {
            // Closing gives up the connection, whatever it says: nothing that was durable depends on it.
        }
    }
}
