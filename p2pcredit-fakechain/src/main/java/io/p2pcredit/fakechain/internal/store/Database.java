package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.UnusableDataException.Reason;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.fakechain.internal.chain.Replay;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** The database of a data directory: made, looked at, and read, each over a connection of its own. */
final class Database {
    /** What a file of ours says it is: "p2pF". */
    static final int APPLICATION_ID = 0x70327046;
    /** Of the tables. A file with a higher one was written by a newer version. */
    static final int VERSION = 1;

    private final DataDirectory directory;
    private final Connector connector;

    Database(DataDirectory directory, Connector connector) {
        this.directory = directory;
        this.connector = connector;
    }

    /** Makes an empty one. */
    void create() throws IOException {
        try (Connection connection = connector.toWrite(directory.begin());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = FULL");
            for (CheckedTable table : Tables.ALL) {
                statement.execute(table.definition());
            }
            statement.execute("PRAGMA user_version = " + VERSION);
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw directory.unusable(Reason.NOT_ACCESSIBLE, "cannot be written: " + e.getMessage(), e);
        }
        directory.finish();
    }

    /** Reads everything, and refuses what is not as it was written. Nothing in the file can change meanwhile. */
    Chain load() throws IOException {
        Traces traces = directory.traces();
        try (Connection connection = connector.toRead(directory.database());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            checkKind(statement);
            checkStructure(statement);
            return replay(connection);
        } catch (SQLException e) {
            throw directory.unusable(SqliteError.reason(e), SqliteError.words(e), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw directory.unusable(Reason.DAMAGED, "is damaged: " + e.getMessage(), e);
        } finally {
            traces.remove();
        }
    }

    private void checkKind(Statement statement) throws SQLException {
        if (Long.parseLong(value(statement, "PRAGMA application_id")) != APPLICATION_ID) {
            throw directory.unusable(Reason.FOREIGN, "has a fakechain.db that is something else's", null);
        }
        long version = Long.parseLong(value(statement, "PRAGMA user_version"));
        if (version > VERSION) {
            throw directory.unusable(
                    Reason.NEWER,
                    "was written by a newer version: its format is " + version + ", and this one knows " + VERSION,
                    null);
        }
        if (version != VERSION) {
            throw directory.unusable(Reason.DAMAGED, "is damaged: its format is " + version, null);
        }
    }

    private void checkStructure(Statement statement) throws SQLException {
        String found = value(statement, "PRAGMA quick_check(1)");
        if (!found.equals("ok")) {
            throw directory.unusable(Reason.DAMAGED, "is damaged: " + found, null);
        }
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    static Chain replay(Connection connection) throws SQLException {
        AtomicLong newest = new AtomicLong();
        Tables.NUMBERING.read(connection, row -> newest.set(Tables.newest(row)));
        Replay replay = new Replay(newest.get());
        Names names = new Names();
        Tables.LEDGER.read(connection, row -> replay.add(new LedgerBegun(names.same(row.text()), row.number())));
        Tables.ACCOUNT.read(
                connection, row -> replay.add(new AccountOpened(names.same(row.text()), Tables.account(row))));
        Tables.TRANSFER.read(
                connection,
                row -> replay.add(new TransferDecided(names.same(row.text()), Tables.transfer(row, names))));
        return replay.chain();
    }

    /** Takes the file for writing: nobody else can use it while the connection lasts. */
    SqliteRecords records() {
        try {
            return SqliteRecords.over(connector.toWrite(directory.database()), directory);
        } catch (SQLException e) {
            throw directory.unusable(SqliteError.reason(e), SqliteError.words(e), e);
        }
    }
}
