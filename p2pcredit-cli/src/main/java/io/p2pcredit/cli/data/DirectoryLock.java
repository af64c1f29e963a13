package io.p2pcredit.cli.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one holder, among all processes of this machine, to use a folder; it ends with the process at the
 * latest. The lock file is opened nowhere else, and in this process only once: closing it a second time would silently
 * end a POSIX lock.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DirectoryLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Empty if somebody else holds it. */
    static Optional<DirectoryLock> tryLock(Path folder) throws IOException {
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
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), DataDirectory.ofItsOwner(file));
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

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed or not, nobody uses it any more
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
