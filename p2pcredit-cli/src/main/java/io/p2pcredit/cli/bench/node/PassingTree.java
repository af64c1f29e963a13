package io.p2pcredit.cli.bench.node;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Values;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A new folder of the user's own, which goes with everything in it. */
public final class PassingTree implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;

    private PassingTree(Path path) {
        this.path = path;
    }

    /** @throws FailedException with code 5 if it cannot be made there */
    public static PassingTree in(Path parent) {
        try {
            return new PassingTree(Files.createTempDirectory(parent, "p2pcredit-bench-"));
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.STORAGE,
                    "cannot make a folder in " + Values.quoted(parent.toString())
                            + ": choose another, which is there and can be written to, with --data DIR");
        }
    }

    public Path path() {
        return path;
    }

    /** The kind of file system that it is on, in the platform's own words. */
    public String fileSystem() {
        try {
            FileStore store = Files.getFileStore(path);
            return store.type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Deletes it with everything in it, also while somebody still makes files there; else leaves it. */
    public static void delete(Path tree) {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(tree); attempt++) {
            try {
                Files.walkFileTree(tree, new Deletion());
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
