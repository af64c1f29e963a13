package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.Schema.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A first look at a file of SQLite, which leaves no trace: no recovery, no lock that stays, no file beside it. A
 * connection that reads the file in earnest may change it when it is closed. The look is taken through SQLite, since
 * whoever opens and closes a file by other means drops the locks that this process has on it.
 */
final class SqliteLook {
    private final Schema schema;
    private final Path file;

    private SqliteLook(Schema schema, Path file) {
        this.schema = schema;
        this.file = file;
    }

    /**
     * Refuses a file that is clearly something else, or whose log has lost commits. In the middle of a recovery the
     * file may look damaged; so whether it is one is judged later, by who has locked it.
     *
     * @throws StorageException with {@link Code#DAMAGED}, {@link Code#NEWER}, or {@link Code#LOCKED} if somebody is
     *     writing it just now, so that nothing else can be said
     */
    static void refuseWhatIsNot(Schema schema, Path file) {
        try {
            new SqliteLook(schema, file).refuse();
        } catch (IOException e) {
            throw new StorageException(
                    Code.FAILED, "the " + schema.name() + " " + file + " cannot be reached: " + e, e);
        }
    }

    private void refuse() throws IOException {
        if (Files.size(file) == 0) {
            return;
        }
        try {
            refuseMarks();
            if (schema.use() == Use.ALONE_AND_DURABLE && WriteAheadLog.isDamaged(file)) {
                throw new StorageException(
                        Code.DAMAGED,
                        "the " + schema.name() + " is damaged: commits in its write-ahead log are broken");
            }
        } catch (StorageException e) {
            throw isLocked() ? new StorageException(Code.LOCKED, "the " + schema.name() + " is in use", e) : e;
        }
    }

    private void refuseMarks() {
        try (Connection connection = connect("?mode=ro&immutable=1")) {
            refuseMarks(
                    schema,
                    Dialect.number(connection, "PRAGMA application_id"),
                    Dialect.number(connection, "PRAGMA user_version"));
        } catch (SQLException e) {
            if (Sqlite.isForeign(e)) {
                throw Failures.of(schema.name(), Sqlite.INSTANCE.code(e), e);
            }
        }
    }

    /** @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} unless the marks are those of the store */
    static void refuseMarks(Schema schema, long applicationId, long version) {
        if (applicationId != schema.applicationId() || version < 1) {
            throw new StorageException(Code.DAMAGED, "the file is no " + schema.name() + ", but something else");
        }
        if (version > schema.version()) {
            throw new StorageException(
                    Code.NEWER, "the " + schema.name() + " was written by a newer version: " + version);
        }
    }

    /** Whether somebody keeps the file locked. Takes no more than a lock for reading, and only if that is free. */
    private boolean isLocked() {
        try (Connection connection = connect("?mode=ro")) {
            Dialect.execute(connection, "PRAGMA busy_timeout = 0");
            Dialect.execute(connection, "PRAGMA locking_mode = EXCLUSIVE"); // or it would leave a file beside it
            return Dialect.number(connection, "SELECT count(*) FROM sqlite_master") < 0;
        } catch (SQLException e) {
            return Sqlite.INSTANCE.code(e) == Code.LOCKED;
        }
    }

    private Connection connect(String query) throws SQLException {
        return new DriverSource(SqliteFile.url(file, query), new Properties()).getConnection();
    }
}
