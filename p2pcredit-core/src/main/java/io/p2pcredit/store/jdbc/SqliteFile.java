package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to a file of SQLite, which is whole from the moment it is there, and only its owner can reach. */
final class SqliteFile extends DriverSource {
    private final Path file;

    SqliteFile(Path file) {
        super(url(file, ""), new Properties());
        this.file = file.toAbsolutePath();
    }

    /** The URL of a file with any name. */
    static String url(Path file, String query) {
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri() + query;
    }

    /**
     * Makes the file if there is none. What is there already is not even opened.
     *
     * @throws StorageException if it cannot be made, or is empty, which it never is once it has its name
     */
    void prepare(Schema schema) {
        try {
            if (!Files.exists(file)) {
                create(schema);
            } else if (Files.size(file) == 0) {
                throw new StorageException(Code.DAMAGED, "the " + schema.name() + " " + file + " is empty");
            }
        } catch (IOException e) {
            throw cannotBeMade(schema, e);
        } catch (SQLException e) {
            throw Failures.of(schema.name(), Sqlite.INSTANCE.code(e), e);
        }
    }

    private void create(Schema schema) throws IOException, SQLException {
        Path complete = Files.createTempFile(file.resolveSibling(""), file.getFileName() + "-", ".new");
        try {
            try (Connection connection = new DriverSource(url(complete, ""), new Properties()).getConnection()) {
                Sqlite.create(connection, schema);
            }
            publish(complete);
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    /** Gives what is complete its name, unless somebody else did so at the same time. */
    private void publish(Path complete) throws IOException {
        try {
            Files.createLink(file, complete);
        } catch (FileAlreadyExistsException e) {
            return;
        }
        sync(file.resolveSibling(""));
    }

    /**
     * Makes a new, empty file that only its owner can reach.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    static void createEmpty(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file, posix ? new FileAttribute<?>[] {onlyForItsOwner()} : new FileAttribute<?>[0]);
    }

    /** Makes the names in a folder durable, where that has to be asked for. */
    static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static FileAttribute<?> onlyForItsOwner() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private StorageException cannotBeMade(Schema schema, IOException cause) {
        return new StorageException(
                Code.FAILED, "the " + schema.name() + " " + file + " cannot be made: " + cause, cause);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
