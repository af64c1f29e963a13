package io.p2pcredit.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads commands from a pipe or file and writes plain lines: no prompt, no colours, refusals on the error stream. */
public final class PipeConsole implements Console {
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    public PipeConsole(InputStream in, PrintStream out, PrintStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
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
        return readLine().<Input>map(Input.Line::new).orElseGet(Input.End::new);
    }

    @Override
    public Optional<String> readSecret(String prompt) {
        return readLine();
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
        try {
            Object unused = future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return future.isDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return future.isDone();
    }

    /** The streams belong to whoever gave them. */
    @Override
    public void close() {
        out.flush();
        err.flush();
    }

    private Optional<String> readLine() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
