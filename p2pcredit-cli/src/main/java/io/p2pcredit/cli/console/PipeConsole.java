package io.p2pcredit.cli.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads commands from a pipe or file and writes plain lines: no prompt, no colours, refusals on the error stream. */
public final class PipeConsole implements Console {
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private final LineSource in;
    private final PrintStream out;
    private final PrintStream err;

    public PipeConsole(InputStream in, PrintStream out, PrintStream err) {
        this.in = new LineSource(in);
        this.out = out;
        this.err = err;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public int width() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Input read(String prompt) {
        if (stopped.isDone()) {
            return new Input.Gone();
        }
        CompletableFuture<Optional<String>> line = in.next();
        if (!isDone(line, Long.MAX_VALUE)) {
            return new Input.Gone();
        }
        return line.join().<Input>map(Input.Line::new).orElseGet(Input.End::new);
    }

    @Override
    public Optional<String> readSecret(String prompt) {
        return read(prompt) instanceof Input.Line line ? Optional.of(line.text()) : Optional.empty();
    }

    @Override
    public synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void fail(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void notice(String line) {
        print(line);
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration limit) {
        return isDone(future, limit.toMillis());
    }

    @Override
    public void stop() {
        stopped.complete(null);
    }

    /** The streams belong to whoever gave them. */
    @Override
    public void close() {
        in.stop();
        out.flush();
        err.flush();
    }

    private boolean isDone(CompletableFuture<?> future, long millis) {
        try {
            Object unused = CompletableFuture.anyOf(future, stopped).get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return future.isDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return future.isDone();
    }
}
