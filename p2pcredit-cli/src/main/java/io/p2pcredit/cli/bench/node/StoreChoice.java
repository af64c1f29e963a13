package io.p2pcredit.cli.bench.node;

import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.MalformedException;
import io.p2pcredit.cli.data.StoreUrl;
import io.p2pcredit.cli.data.Stores;
import io.p2pcredit.cli.peer.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the nodes keep their trustlines.
 *
 * @param name {@code sqlite}, {@code ephemeral}, or the URL of a PostgreSQL database
 */
public record StoreChoice(String name) {
    public static final StoreChoice SQLITE = new StoreChoice("sqlite");
    public static final StoreChoice EPHEMERAL = new StoreChoice("ephemeral");

    /** @throws MalformedException if it is none of them; it may hold a password, so it is not repeated */
    public static StoreChoice parse(String text) {
        if (text.equals(SQLITE.name) || text.equals(EPHEMERAL.name)) {
            return new StoreChoice(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("jdbc:postgresql:")) {
            throw new MalformedException(
                    "that is no store: expected sqlite, ephemeral, or" + " jdbc:postgresql://HOST/DATABASE");
        }
        if (lower.contains("currentschema")) {
            throw new MalformedException("the nodes get schemas of their own: leave currentSchema out of the URL");
        }
        return new StoreChoice(StoreUrl.parse(text));
    }

    /** Whether what is stored outlives the process. */
    public boolean isDurable() {
        return !equals(EPHEMERAL);
    }

    /** In words, for readers of the report. */
    public String description() {
        if (equals(SQLITE)) {
            return "SQLite files, synchronous=FULL";
        }
        return isDurable() ? "PostgreSQL" : "memory, nothing is durable";
    }

    /**
     * Makes empty stores.
     *
     * @param folder one that is not there yet
     * @throws io.p2pcredit.spi.StorageException if they cannot be used
     */
    public PassingStore open(Path folder, Invocation invocation) {
        if (equals(EPHEMERAL)) {
            return inMemory();
        }
        return equals(SQLITE)
                ? new Closing(Stores.in(made(folder)).open())
                : PassingSchema.open(StoreUrl.of(name, invocation));
    }

    /** Stores that end with their node. */
    public static PassingStore inMemory() {
        return new Closing(Storage.PASSING.open());
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Their folder goes with all the others. */
    private record Closing(Storage.Open stores) implements PassingStore {
        @Override
        public void close() {
            stores.close();
        }
    }
}
