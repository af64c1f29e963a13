package io.p2pcredit.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The lines of a stream, in UTF-8. A thread of its own reads each when it is asked for: a read cannot be broken off,
 * but nobody need wait for it.
 */
final class LineSource {
    private final ExecutorService reader = Executors.newSingleThreadExecutor(LineSource::daemon);
    private final BufferedReader in;

    LineSource(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line; empty at the end. */
    CompletableFuture<Optional<String>> next() {
        return CompletableFuture.supplyAsync(this::read, reader);
    }

    /** Reads no more, once a read that is under way has ended. */
    void stop() {
        reader.shutdown();
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "p2pcredit-input");
        thread.setDaemon(true);
        return thread;
    }
}
