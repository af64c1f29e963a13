package io.p2pcredit.cli.console;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where the shell reads commands and shows what comes of them: the one owner of the terminal, or of the pipes instead
 * of one. Reads and waits belong to one thread; {@link #print}, {@link #fail} and {@link #notice} may be called from
 * any. Every line shown is a whole line without control characters.
 */
public interface Console extends AutoCloseable {
    /** Whether a person sits there, who can be asked and need not wait. */
    boolean isInteractive();

    /** How many characters fit into a line; as good as unlimited where nobody counts. */
    int width();

    /** The next line; blocks until there is one. */
    Input read(String prompt);

    /** A line that is not shown while it is typed and is remembered nowhere; empty if there is none. */
    Optional<String> readSecret(String prompt);

    /** Shows what came of a command. */
    void print(String line);

    /** Shows why a command came to nothing. */
    void fail(String line);

    /** Shows something that has happened by itself, above the line that is being typed. */
    void notice(String line);

    /**
     * Waits until the future has completed, the time is over, the user has lost patience, or the console is stopped; says whether it has
     * completed.
     */
    boolean await(CompletableFuture<?> future, Duration limit);

    /** Nobody is asked for anything any more: reads and waits, also the one under way, end at once. For any thread. */
    void stop();

    @Override
    void close();
}
