package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.internal.chain.Change;
import io.p2pcredit.fakechain.internal.chain.Change.AccountMoved;
import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.EverythingDeleted;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.fakechain.internal.chain.NotKeptException;
import io.p2pcredit.fakechain.internal.chain.Records;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes as rows, by one transaction for all that come together, which is on the disk when it is over: SQLite with a
 * write-ahead log that is synchronised at every commit, and locked for anybody else.
 *
 * <p>Whatever fails before the commit, and a commit for which there is no room, leaves nothing behind. Any other failure
 * of a commit says nothing about what will be found after a crash, and is passed on as such.
 */
final class SqliteRecords implements Records {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRecords.class);

    private final DataDirectory directory;
    private final Connection connection;
    private final Statement control;

    private SqliteRecords(Connection connection, DataDirectory directory) throws SQLException {
        this.directory = directory;
        this.connection = connection;
        control = connection.createStatement();
        control.execute("PRAGMA busy_timeout = 0");
        control.execute("PRAGMA locking_mode = EXCLUSIVE");
        control.execute("PRAGMA synchronous = FULL");
        control.execute("PRAGMA journal_mode = WAL");
        control.execute("BEGIN IMMEDIATE");
        control.execute("COMMIT");
    }

    /** @param directory closed with these records */
    static SqliteRecords over(Connection connection, DataDirectory directory) throws SQLException {
        try {
            return new SqliteRecords(connection, directory);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void keep(List<Change> changes) throws NotKeptException {
        try (RowWriter rows = new RowWriter(connection)) {
            control.execute("BEGIN IMMEDIATE");
            for (Change change : changes) {
                write(change, rows);
            }
        } catch (SQLException | RuntimeException e) {
            throw undone(e);
        }
        commit();
    }

    private void commit() throws NotKeptException {
        try {
            control.execute("COMMIT");
        } catch (SQLException e) {
            if (SqliteError.isFull(e)) {
                throw undone(e);
            }
            throw new IllegalStateException("nobody knows whether the transaction is on the disk", e);
        }
    }

    private NotKeptException undone(Exception cause) {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException e) {
            // Mostly it is undone already. If not, the next one cannot begin, and nothing of this one is ever
            // committed.
            LOG.debug("not rolled back: {}", e.getMessage());
        }
        return new NotKeptException("the disk is full, or cannot be written to", cause);
    }

    private static void write(Change change, RowWriter rows) throws SQLException {
        if (change instanceof TransferDecided decided) {
            rows.write(Tables.TRANSFER, Tables.row(change.candidate(), decided.transfer()));
        } else if (change instanceof LedgerBegun begun) {
            rows.write(Tables.LEDGER, begun.candidate(), begun.origin());
        } else if (change instanceof AccountOpened opened) {
            rows.write(Tables.ACCOUNT, Tables.row(change.candidate(), opened.account()));
        } else if (change instanceof AccountMoved moved) {
            rows.write(Tables.ACCOUNT, Tables.row(change.candidate(), moved.account()));
        } else if (change instanceof EverythingDeleted deleted) {
            rows.write(Tables.NUMBERING, Tables.row(deleted.newestNumber()));
            rows.deleteAll(Tables.TRANSFER, change.candidate());
            rows.deleteAll(Tables.ACCOUNT, change.candidate());
            rows.deleteAll(Tables.LEDGER, change.candidate());
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("the database was not closed properly; nothing is lost", e);
        } finally {
            directory.close();
        }
    }
}
