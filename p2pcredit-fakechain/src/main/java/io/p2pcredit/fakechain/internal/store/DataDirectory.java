package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.UnusableDataException;
import io.p2pcredit.fakechain.UnusableDataException.Reason;
import io.p2pcredit.store.DirectoryLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a server has for itself, and the files in it. It is made readable by its owner only, unless it is
 * there already; the database is so in any case. Nothing here opens the database, which would end SQLite's locks on it.
 */
final class DataDirectory implements AutoCloseable {
    private static final String DATABASE = "fakechain.db";
    private static final String UNFINISHED = DATABASE + ".new";
    private static final String LOG = "-wal";
    private static final String INDEX = "-shm";

    private final Path directory;
    private final DirectoryLock lock;

    private DataDirectory(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes the directory for this server, until it is closed. */
    static DataDirectory open(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, Permissions.ofAnOwnDirectory(directory));
            }
            return DirectoryLock.tryLock(directory)
                    .map(lock -> new DataDirectory(directory, lock))
                    .orElseThrow(() ->
                            new UnusableDataException(Reason.IN_USE, directory, "is in use by another server", null));
        } catch (IOException e) {
            throw new UnusableDataException(Reason.NOT_ACCESSIBLE, directory, "cannot be made, read or written", e);
        }
    }

    Path database() {
        return directory.resolve(DATABASE);
    }

    /** Whether there is a database. One that was there and is gone, or has nothing in it, is none to begin anew. */
    boolean hasDatabase() throws IOException {
        Path file = database();
        if (!Files.exists(file)) {
            if (Files.exists(beside(file, LOG))) {
                throw unusable(Reason.DAMAGED, "has a " + DATABASE + LOG + ", but no " + DATABASE, null);
            }
            return false;
        }
        if (Files.size(file) == 0) {
            throw unusable(Reason.DAMAGED, "has a " + DATABASE + " with nothing in it", null);
        }
        return true;
    }

    /** An empty file to make the database in, which does not count until it is {@linkplain #finish finished}. */
    Path begin() throws IOException {
        Path file = directory.resolve(UNFINISHED);
        for (String ending : List.of("", "-journal", LOG, INDEX)) {
            Files.deleteIfExists(beside(file, ending));
        }
        return Files.createFile(file, Permissions.ofAnOwnFile(file));
    }

    /** Makes what was begun the database: it is there as a whole, or not at all. */
    void finish() throws IOException {
        Files.move(directory.resolve(UNFINISHED), database(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            // not every system lets a directory be opened; those that do not keep its entries by themselves
        }
    }

    /** What reading leaves behind that was not there before. */
    Traces traces() {
        return new Traces(beside(database(), LOG), beside(database(), INDEX));
    }

    void restrictFiles() throws IOException {
        Permissions.restrict(database());
        if (Files.exists(beside(database(), LOG))) {
            Permissions.restrict(beside(database(), LOG));
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    UnusableDataException unusable(Reason reason, String why, @Nullable Throwable cause) {
        return new UnusableDataException(reason, directory, why, cause);
    }

    /** Lets others use the directory. */
    @Override
    public void close() {
        lock.close();
    }
}
