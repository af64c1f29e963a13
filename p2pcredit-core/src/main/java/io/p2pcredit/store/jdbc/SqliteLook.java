package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A first look at a file of SQLite, which leaves no trace: no lock, no recovery, no file beside it. A connection that
 * reads the file in earnest may change it when it is closed. The look is taken through SQLite, since whoever opens and
 * closes a file by other means drops the locks that this process has on it.
 */
final class SqliteLook {
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private SqliteLook() {}

    /**
     * Refuses a file that is clearly something else. A file in the middle of a recovery may look damaged, so that is
     * not judged here.
     *
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER}
     */
    static void refuseWhatIsNot(Schema schema, Path file) throws SQLException {
        if (isEmpty(schema, file)) {
            return;
        }
        String url = SqliteFile.url(file, "?mode=ro&immutable=1");
        try (Connection connection = new DriverSource(url, new Properties()).getConnection()) {
            refuseMarks(
                    schema,
                    Dialect.number(connection, "PRAGMA application_id"),
                    Dialect.number(connection, "PRAGMA user_version"));
        } catch (SQLException e) {
            int code = e.getErrorCode() & 0xFF;
            if (code == NOT_A_DATABASE || code == CANNOT_OPEN) {
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

    private static boolean isEmpty(Schema schema, Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw new StorageException(
                    Code.FAILED, "the " + schema.name() + " " + file + " cannot be reached: " + e, e);
        }
    }
}
