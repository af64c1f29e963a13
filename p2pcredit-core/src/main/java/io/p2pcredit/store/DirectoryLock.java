package io.p2pcredit.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one holder, among all processes of this machine, to use a folder; it ends with the process at the
 * latest. The lock file, {@code lock} in the folder, must be opened nowhere else; in this process it is open once at
 * most, because a POSIX lock is silently gone when any other handle of the process to the file is closed. Thread-safe.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DirectoryLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, which must exist; empty if somebody else holds it.
     *
     * @throws IOException if there can be no lock file in it
     */
    public static Optional<DirectoryLock> tryLock(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        Optional<DirectoryLock> lock = Optional.empty();
        try {
            lock = lockFile(real);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                HELD_HERE.remove(real);
            }
        }
    }

    private static Optional<DirectoryLock> lockFile(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ofItsOwner(file));
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new DirectoryLock(folder, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static FileAttribute<?>[] ofItsOwner(Path file) {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Lets others use the folder. May be called twice. */
    @Override
    public synchronized void close() {
        if (!channel.isOpen()) {
            return; // by now the folder may be somebody else's
        }
        try {
            channel.close();
        } catch (IOException e) {
            // closed or not, nobody uses it any more
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
