package io.p2pcredit.cli.data;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.Values;
import io.p2pcredit.store.DirectoryLock;
import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of one peer on this machine: readable by its owner only, and used by one process at a time. */
public final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final DirectoryLock lock;

    private DataDirectory(Path folder, DirectoryLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, until it is closed.
     *
     * @throws FailedException with code 5 if it cannot be made or written to, if others can reach what is in it, or if
     *     another process uses it
     */
    public static DataDirectory open(Path folder) {
        try {
            makePrivate(folder);
            return new DataDirectory(folder, lock(folder));
        } catch (IOException e) {
            throw unusable(folder, "cannot be used: make it writable");
        }
    }

    private static DirectoryLock lock(Path folder) throws IOException {
        return DirectoryLock.tryLock(folder)
                .orElseThrow(() -> unusable(folder, "is in use by another p2pcredit: leave that one first"));
    }

    /** An empty folder is made private; what lies open already is for its owner to judge. */
    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, OWNER_FOLDER));
        } else if (isEmpty(folder)) {
            restrict(folder, OWNER_FOLDER);
        } else if (isPosix(folder) && !OWNER_FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
            throw unusable(folder, "can be reached by others: make it private with chmod 700");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Where a peer's data belongs on this platform when nobody says otherwise. */
    public static Path defaultFor(PeerId name, Invocation invocation, String system, Path home) {
        String platform = system.toLowerCase(Locale.ROOT);
        return root(platform, invocation, home).resolve("p2pcredit").resolve(name.name());
    }

    private static Path root(String platform, Invocation invocation, Path home) {
        if (platform.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        if (platform.startsWith("windows")) {
            return absolute(invocation, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"));
        }
        return absolute(invocation, "XDG_DATA_HOME")
                .orElse(home.resolve(".local").resolve("share"));
    }

    private static Optional<Path> absolute(Invocation invocation, String variable) {
        return invocation.variable(variable).map(Path::of).filter(Path::isAbsolute);
    }

    /** A file in this folder, which exists from now on and can be read by its owner only. */
    public Path ownFile(String name) throws IOException {
        return ownFile(folder.resolve(name));
    }

    /** Makes the file unless it exists; it can be read by its owner only. */
    static Path ownFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, attributes(file, OWNER_FILE));
        }
        restrict(file, OWNER_FILE);
        return file;
    }

    public Path folder() {
        return folder;
    }

    /** Lets others use the folder. */
    @Override
    public void close() {
        lock.close();
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FailedException unusable(Path folder, String why) {
        return new FailedException(
                ExitCode.STORAGE,
                "the data directory " + Values.quoted(folder.toString()) + ' ' + why
                        + ", or choose another with --data DIR");
    }
}
