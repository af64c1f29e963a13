package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a store's file, which is whole and durable, or not there. */
final class FileCopy {
    private FileCopy() {}

    /**
     * Writes a copy into a new file that only its owner can reach.
     *
     * @throws StorageException if the file exists or cannot be written
     */
    static void write(Session session, Path file) {
        Path copy = file.toAbsolutePath();
        try {
            SqliteFile.createEmpty(copy);
        } catch (IOException e) {
            throw new StorageException(Code.FAILED, "the copy cannot be made: " + e, e);
        }
        fill(session, copy);
    }

    private static void fill(Session session, Path copy) {
        boolean whole = false;
        try {
            session.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
            SqliteFile.sync(copy.resolveSibling(""));
            whole = true;
        } catch (IOException e) {
            throw new StorageException(Code.FAILED, "the copy cannot be made durable: " + e, e);
        } finally {
            if (!whole) {
                remove(copy);
            }
        }
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // Half a copy stays behind; that it is none was said already.
        }
    }
}
