package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.Schema.Use;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQLite: one file for each store, locked by SQLite itself for as long as the connection lives. */
final class Sqlite extends Dialect {
    static final Sqlite INSTANCE = new Sqlite();

    /** How long a connection that shares a file waits for another one that has it to itself. */
    private static final int PATIENCE_MILLIS = 1_000;

    /** Room for the pages of an index whose keys come in no order. */
    private static final int CACHE_KIBIBYTES = 32 * 1024;

    private static final int MANY_PAGES = 4_000;
    private static final int TOO_MANY_PAGES = 64_000;

    private static final String NOTHING_ELSE_THERE = "SELECT count(*) FROM sqlite_master";

    private Sqlite() {}

    /** {@inheritDoc} An owner is never replaced: as long as it lives, the file is locked. */
    @Override
    String own(Connection connection, Schema schema, boolean force) throws SQLException {
        Optional<Path> file = file(connection);
        if (file.isPresent()) {
            SqliteLook.refuseWhatIsNot(schema, file.get());
        }
        Dialect.execute(connection, "PRAGMA busy_timeout = 0");
        if (schema.use() == Use.ALONE_AND_DURABLE) {
            Dialect.execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        }
        Dialect.execute(connection, "PRAGMA cell_size_check = ON");
        Dialect.execute(connection, "PRAGMA trusted_schema = OFF");
        Dialect.execute(connection, "BEGIN EXCLUSIVE");
        boolean isNew = isNew(connection);
        Dialect.execute(connection, "ROLLBACK");
        if (isNew) {
            create(connection, schema);
        }
        check(connection, schema);
        use(connection, schema.use());
        return "";
    }

    /** Fills an empty file, all at once. */
    static void create(Connection connection, Schema schema) throws SQLException {
        Dialect.execute(connection, "BEGIN EXCLUSIVE");
        Dialect.execute(connection, "PRAGMA application_id = " + schema.applicationId());
        Dialect.execute(connection, "PRAGMA user_version = " + schema.version());
        for (String table : tables(schema)) {
            Dialect.execute(connection, table);
        }
        Dialect.execute(connection, "COMMIT");
    }

    private static boolean isNew(Connection connection) throws SQLException {
        return Dialect.number(connection, NOTHING_ELSE_THERE) == 0
                && Dialect.number(connection, "PRAGMA application_id") == 0
                && Dialect.number(connection, "PRAGMA user_version") == 0;
    }

    /** How the connection is to work from now on. */
    private static void use(Connection connection, Use use) throws SQLException {
        String mode = Dialect.text(connection, "PRAGMA journal_mode = WAL").orElse("");
        if (!mode.equals("wal")) {
            throw new StorageException(Code.FAILED, "SQLite keeps no write-ahead log here, but: " + mode);
        }
        if (use == Use.SHARED) {
            waitForOthers(connection);
            Dialect.execute(connection, "PRAGMA wal_autocheckpoint = 0");
            Dialect.execute(connection, "PRAGMA cache_size = -" + CACHE_KIBIBYTES);
        }
        Dialect.execute(connection, INSTANCE.commitsAreDurable(use == Use.ALONE_AND_DURABLE));
        Dialect.execute(connection, "PRAGMA fullfsync = ON");
        Dialect.execute(connection, "PRAGMA checkpoint_fullfsync = ON");
    }

    private static void check(Connection connection, Schema schema) throws SQLException {
        SqliteLook.refuseMarks(
                schema,
                Dialect.number(connection, "PRAGMA application_id"),
                Dialect.number(connection, "PRAGMA user_version"));
        if (!found(connection).equals(tables(schema).stream().sorted().toList())) {
            throw new StorageException(Code.DAMAGED, "the tables in the file are not those of a " + schema.name());
        }
        String verdict = Dialect.text(connection, "PRAGMA quick_check(1)").orElse("");
        if (!verdict.equals("ok")) {
            throw new StorageException(Code.DAMAGED, "the " + schema.name() + " is damaged: " + verdict);
        }
    }

    private static List<String> tables(Schema schema) {
        return schema.tables("INTEGER", "BLOB");
    }

    /** What created everything that is in the file. */
    private static List<String> found(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT coalesce(sql, '') AS made FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' ORDER BY made")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** The file behind a connection that has not yet looked at it; empty for a database in memory. */
    private static Optional<Path> file(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA database_list")) {
            return rows.next()
                    ? Optional.ofNullable(rows.getString("file"))
                            .filter(name -> !name.isEmpty())
                            .map(Path::of)
                    : Optional.empty();
        }
    }

    /** Whether the file is none of SQLite, or cannot be opened. */
    static boolean isForeign(SQLException failure) {
        int code = failure.getErrorCode() & 0xFF;
        return code == 26 || code == 14; // SQLITE_NOTADB, SQLITE_CANTOPEN
    }

    @Override
    void share(Connection connection) throws SQLException {
        Dialect.execute(connection, "PRAGMA cell_size_check = ON");
        Dialect.execute(connection, "PRAGMA trusted_schema = OFF");
        waitForOthers(connection);
    }

    @Override
    String commitsAreDurable(boolean durable) {
        return "PRAGMA synchronous = " + (durable ? "FULL" : "NORMAL");
    }

    private static void waitForOthers(Connection connection) throws SQLException {
        Dialect.execute(connection, "PRAGMA busy_timeout = " + PATIENCE_MILLIS);
    }

    /** {@inheritDoc} Copies the log into the file once there is much to copy, so that the log begins anew. */
    @Override
    void tidy(Connection connection) throws SQLException {
        if (log(connection, "NOOP").toCopy() >= MANY_PAGES
                && log(connection, "PASSIVE").pages() >= TOO_MANY_PAGES) {
            log(connection, "RESTART"); // waits for whoever is still reading there
        }
    }

    private static Log log(Connection connection, String checkpoint) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + checkpoint + ")")) {
            row.next();
            return new Log(row.getLong(2), row.getLong(2) - row.getLong(3));
        }
    }

    /**
     * The write-ahead log.
     *
     * @param pages that are in it
     * @param toCopy of these
     */
    private record Log(long pages, long toCopy) {}

    @Override
    void disown(Connection connection) {}

    @Override
    Code code(SQLException failure) {
        return switch (failure.getErrorCode() & 0xFF) {
            case 5, 6 -> Code.LOCKED; // SQLITE_BUSY, SQLITE_LOCKED
            case 11, 26 -> Code.DAMAGED; // SQLITE_CORRUPT, SQLITE_NOTADB
            case 13 -> Code.FULL; // SQLITE_FULL
            default -> Code.FAILED;
        };
    }
}
