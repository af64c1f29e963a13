package io.p2pcredit.cli;

import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The folder of one peer on this machine, readable by its owner only. */
final class DataDirectory {
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    private DataDirectory(Path folder) {
        this.folder = folder;
    }

    /** @throws FailedException with code 5 if the folder cannot be made or written to */
    static DataDirectory open(Path folder) {
        try {
            Files.createDirectories(folder);
            restrict(folder, OWNER_FOLDER);
            if (Files.isWritable(folder)) {
                return new DataDirectory(folder);
            }
        } catch (IOException e) {
            throw unusable(folder);
        }
        throw unusable(folder);
    }

    /** Where a peer's data belongs on this platform when nobody says otherwise. */
    static Path defaultFor(PeerId name, Invocation invocation, String system, Path home) {
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
    Path ownFile(String name) throws IOException {
        return ownFile(folder.resolve(name));
    }

    /** Makes the file unless it exists; it can be read by its owner only. */
    static Path ownFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            if (isPosix(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
            } else {
                Files.createFile(file);
            }
        }
        restrict(file, OWNER_FILE);
        return file;
    }

    Path folder() {
        return folder;
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FailedException unusable(Path folder) {
        return new FailedException(
                ExitCode.STORAGE,
                "the data directory " + Values.quoted(folder.toString())
                        + " cannot be used: make it writable, or choose another with --data DIR");
    }
}
