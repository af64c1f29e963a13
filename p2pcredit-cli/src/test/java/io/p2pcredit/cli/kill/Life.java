package io.p2pcredit.cli.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of the victim, from its start until it is killed. */
final class Life {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Void> heard = new CompletableFuture<>();

    /** @param listener told every line that the process says but the first, one at a time */
    Life(Path folder, String fakechain, Consumer<String> listener) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        fakechain)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        Thread ear = new Thread(() -> hear(lines, listener), "hears the victim"); // blocks: not for a shared pool
        ear.setDaemon(true);
        ear.start();
    }

    private void hear(BufferedReader lines, Consumer<String> listener) {
        try {
            lines.lines().forEach(line -> {
                if (line.equals("ready")) {
                    ready.countDown();
                } else {
                    listener.accept(line);
                }
            });
            heard.complete(null);
        } catch (RuntimeException e) {
            heard.completeExceptionally(e);
        }
    }

    void awaitReady() throws InterruptedException {
        if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the peer does not come up; alive: " + process.isAlive());
        }
    }

    /** What is said to a process that is gone is lost, as it would be. */
    void say(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError("the process takes no signal");
        }
    }

    /** With -9; returns when everything is heard that it had said. */
    void kill() throws Exception {
        if (process.isAlive()) {
            signal("KILL"); // to destroy it would also close what it has said and nobody has read
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not die");
        }
        heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
