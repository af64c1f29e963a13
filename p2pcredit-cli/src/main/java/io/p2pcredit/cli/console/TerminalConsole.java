package io.p2pcredit.cli.console;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with a person in front of it: lines can be edited, completed and recalled, and notices appear above them.
 */
public final class TerminalConsole implements Console {
    private static final int REMEMBERED_LINES = 1_000;
    private static final int USUAL_WIDTH = 80;

    private final Terminal terminal;
    private final LineReader reader;
    private final WordCompleter completer;
    private final Colours colours;
    private final BooleanSupplier stopping;
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private volatile CompletableFuture<@Nullable Void> impatience = new CompletableFuture<>();
    private @Nullable Thread reading;

    /**
     * Takes over the terminal.
     *
     * @param history a file of the user's own, in which the lines are kept for the next time; empty if they are not
     * @param stopping whether the program is being stopped, so that what is read means nothing
     */
    public static TerminalConsole ofThisProcess(Optional<Path> history, Colours colours, BooleanSupplier stopping)
            throws IOException {
        // As a signal Ctrl-C ends one read; as a character JLine 4.5.0 lets it end the next one, too.
        System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false");
        Terminal terminal = TerminalBuilder.builder()
                .name("p2pcredit")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
        return new TerminalConsole(terminal, history, colours, stopping);
    }

    TerminalConsole(Terminal terminal, Optional<Path> history, Colours colours, BooleanSupplier stopping) {
        this.terminal = terminal;
        this.colours = colours;
        this.stopping = stopping;
        this.completer = new WordCompleter();
        this.reader = reader(terminal, completer, history);
        colours.applyTo(reader);
    }

    /** What the Tab key offers from now on. */
    public void complete(Suggestions suggestions) {
        completer.use(suggestions);
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public int width() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : USUAL_WIDTH;
    }

    @Override
    public Input read(String prompt) {
        takeOverControlC();
        if (!begins()) {
            return new Input.Gone();
        }
        try {
            return new Input.Line(reader.readLine(colours.prompt(prompt)));
        } catch (UserInterruptException e) {
            return stopped.isDone() ? new Input.Gone() : new Input.Interrupted();
        } catch (EndOfFileException e) {
            return isHere() ? new Input.End() : new Input.Gone();
        } catch (IllegalStateException | IOError e) {
            return new Input.Gone();
        } finally {
            ends();
        }
    }

    /** Through a reader of its own, which remembers nothing. */
    @Override
    public Optional<String> readSecret(String prompt) {
        try {
            LineReader secretive = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.DISABLE_HISTORY, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .parser(plainWords())
                    .build();
            return Optional.ofNullable(secretive.readLine(prompt, '*'));
        } catch (UserInterruptException | EndOfFileException | IllegalStateException | IOError e) {
            return Optional.empty();
        }
    }

    @Override
    public void print(String line) {
        reader.printAbove(line);
    }

    @Override
    public void fail(String line) {
        reader.printAbove(colours.failure(line));
    }

    @Override
    public void notice(String line) {
        reader.printAbove(colours.notice(line));
    }

    /** Ctrl-C ends the waiting, not the program. */
    @Override
    public boolean await(CompletableFuture<?> future, Duration limit) {
        CompletableFuture<@Nullable Void> patience = new CompletableFuture<>();
        impatience = patience;
        try {
            Object unused =
                    CompletableFuture.anyOf(future, patience, stopped).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return future.isDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return future.isDone();
    }

    @Override
    public synchronized void stop() {
        stopped.complete(null);
        if (reading != null) {
            reading.interrupt();
        }
    }

    /** A read begins, unless the console is stopped. */
    private synchronized boolean begins() {
        reading = stopped.isDone() ? null : Thread.currentThread();
        return reading != null;
    }

    /** From now on {@link #stop} interrupts nobody; if it has, the terminal need not know. */
    private synchronized void ends() {
        reading = null;
        boolean unused = stopped.isDone() && Thread.interrupted();
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException | IOError e) {
            // the terminal has gone already
        }
    }

    /** Before there is a first prompt Ctrl-C ends the program, as everywhere; from then on it ends a read or a wait. */
    private void takeOverControlC() {
        Object unused = terminal.handle(Terminal.Signal.INT, signal -> impatience.complete(null));
    }

    /** A terminal that has gone ends the input just as Ctrl-D does, but cannot be asked anything any more. */
    private boolean isHere() {
        try {
            return !stopping.getAsBoolean() && !stopped.isDone() && terminal.getAttributes() != null;
        } catch (IllegalStateException | IOError e) {
            return false;
        }
    }

    private static LineReader reader(Terminal terminal, WordCompleter completer, Optional<Path> history) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("p2pcredit")
                .completer(completer)
                .parser(plainWords())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.HISTORY_SIZE, REMEMBERED_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, REMEMBERED_LINES);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    /** Words between blanks: quotation marks and backslashes mean themselves. */
    private static DefaultParser plainWords() {
        return new DefaultParser()
                .quoteChars(new char[0])
                .escapeChars(new char[0])
                .eofOnUnclosedQuote(false)
                .eofOnEscapedNewLine(false);
    }
}
