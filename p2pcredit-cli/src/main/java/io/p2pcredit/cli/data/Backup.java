package io.p2pcredit.cli.data;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a peer in one file: a zip archive of its identity key, which is encrypted, and of both stores. It is written
 * in a folder beside the file, which only its owner can enter, and takes its place when it is whole. For one thread.
 */
public final class Backup implements AutoCloseable {
    private static final String ARCHIVE = "backup.zip";

    private final Path file;
    private final Path folder;

    private Backup(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Begins.
     *
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if nothing can be written beside it
     */
    public static Backup to(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.exists(file) || parent == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return new Backup(file, Files.createTempDirectory(parent, ".p2pcredit-backup-"));
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
    }

    private static void add(ZipOutputStream out, String name, Path from) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(from, out);
        out.closeEntry();
    }

    /** Leaves nothing but the file. */
    @Override
    public void close() throws IOException {
        for (Path left : List.of(journal(), history(), folder.resolve(ARCHIVE), folder)) {
            Files.deleteIfExists(left);
        }
    }
}
