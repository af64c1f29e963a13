package io.p2pcredit.keyfile;

import io.p2pcredit.keyfile.KeyFileException.Code;
import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A small file that only its owner can reach: whole from the moment it is there, and never changed. */
final class OwnFile {
    private static final int MAX_SIZE = 64 * 1024;

    private final Path file;
    private final Path folder;

    OwnFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.folder = this.file.resolveSibling("");
    }

    /** What is in it; empty if there is no such file. */
    Optional<Bytes> read() {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            refuseIfOthersCanReach(folder, "lies in a folder that others can reach: chmod 700 ");
            refuseIfOthersCanReach(file, "can be reached by others: chmod 600 ");
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
                throw failure(Code.DAMAGED, "is no key file");
            }
            return Optional.of(Bytes.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new KeyFileException(Code.FAILED, "the key file " + file + " cannot be read", e);
        }
    }

    /** Writes it durably; false if there is such a file already, which stays as it is. */
    boolean create(Bytes content) {
        try {
            makeFolder();
            refuseIfOthersCanReach(folder, "would lie in a folder that others can reach: chmod 700 ");
            Path complete = Files.createTempFile(folder, "new-", ".pem", mode("rw-------"));
            try {
                write(complete, content);
                return publish(complete);
            } finally {
                Files.delete(complete);
            }
        } catch (IOException e) {
            throw new KeyFileException(Code.FAILED, "the key file " + file + " cannot be written", e);
        }
    }

    KeyFileException failure(Code code, String what) {
        return new KeyFileException(code, "the key file " + file + ' ' + what);
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode("rwx------"));
        }
    }

    private static void write(Path target, Bytes content) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            ByteBuffer rest = content.buffer();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Gives what is complete its name; unlike a rename that replaces nothing. */
    private boolean publish(Path complete) throws IOException {
        try {
            Files.createLink(file, complete);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        if (isPosix()) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
        return true;
    }

    private void refuseIfOthersCanReach(Path path, String what) throws IOException {
        if (isPosix()
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .endsWith("------")) {
            throw failure(Code.NOT_PRIVATE, what + path);
        }
    }

    private FileAttribute<?>[] mode(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
