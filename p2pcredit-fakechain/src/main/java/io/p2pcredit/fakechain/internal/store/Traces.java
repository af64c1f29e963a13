package io.p2pcredit.fakechain.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Files that SQLite makes beside a database also for who only reads it; those that it has made are removed again. */
final class Traces {
    private final Path[] made;

    /** Before the database is opened. */
    Traces(Path... files) {
        made = Stream.of(files).filter(Files::notExists).toArray(Path[]::new);
    }

    /** After it is closed. */
    void remove() throws IOException {
        for (Path file : made) {
            Files.deleteIfExists(file);
        }
    }
}
