package io.p2pcredit.cli.data;

import io.p2pcredit.store.DirectoryLock;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.LoggerFactory;

/**
 * A copy of a peer in one file: a zip archive of its identity key, which is encrypted, and of both stores. It is written
 * in a folder beside the file, which only its owner can enter, and takes its place when it is whole. For one thread.
 */
public final class Backup implements AutoCloseable {
    private static final String ARCHIVE = "backup.zip";
    private static final String PREFIX = ".p2pcredit-backup-";

    private final Path file;
    private final Path folder;
    private final DirectoryLock lock;

    private Backup(Path file, Path folder, DirectoryLock lock) {
        this.file = file;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Begins. What a process that was killed has left beside the file is removed.
     *
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if nothing can be written beside it
     */
    public static Backup to(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.exists(file) || parent == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Backup begun = in(Files.createTempDirectory(parent, PREFIX), file);
        try {
            begun.removeWhatOthersHaveLeft(parent);
        } catch (IOException e) {
            LoggerFactory.getLogger(Backup.class).warn("what an earlier copy has left cannot be removed", e);
        }
        return begun;
    }

    private static Backup in(Path folder, Path file) throws IOException {
        DirectoryLock lock =
                DirectoryLock.tryLock(folder).orElseThrow(() -> new IOException("another process has taken " + folder));
        return new Backup(file, folder, lock);
    }

    private void removeWhatOthersHaveLeft(Path parent) throws IOException {
        UserPrincipal self = Files.getOwner(folder);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + '*')) {
            for (Path other : found) {
                boolean isOwn = Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(self);
                if (isOwn) {
                    removeUnlessInUse(other);
                }
            }
        }
    }

    private static void removeUnlessInUse(Path left) throws IOException {
        Optional<DirectoryLock> free = DirectoryLock.tryLock(left);
        if (free.isPresent()) {
            new Backup(left, left, free.get()).close();
        }
    }

    /** Where a copy of the journal belongs. */
    public Path journal() {
        return folder.resolve(Stores.JOURNAL);
    }

    /** Where a copy of the history belongs. */
    public Path history() {
        return folder.resolve(Stores.HISTORY);
    }

    /**
     * Puts everything into the file.
     *
     * @throws FileAlreadyExistsException if the file exists by now
     */
    public void complete(Path identityKey) throws IOException {
        Path archive = folder.resolve(ARCHIVE);
        DataDirectory.ownFile(archive);
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE);
                ZipOutputStream out = new ZipOutputStream(Channels.newOutputStream(channel))) {
            add(out, IdentityFile.NAME, identityKey);
            add(out, Stores.JOURNAL, journal());
            add(out, Stores.HISTORY, history());
            out.finish();
            channel.force(true);
        }
        Files.move(archive, file);
        forceNames(folder.resolveSibling("")); // which is where the file is
    }

    /** Makes durable what lies in the folder under which name. */
    private static void forceNames(Path folder) throws IOException {
        if (DataDirectory.isPosix(folder)) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static void add(ZipOutputStream out, String name, Path from) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(from, out);
        out.closeEntry();
    }

    /** Leaves nothing but the file. */
    @Override
    public void close() throws IOException {
        lock.close();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(folder);
    }
}
