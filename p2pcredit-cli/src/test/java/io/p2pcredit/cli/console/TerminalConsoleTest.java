package io.p2pcredit.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalConsoleTest {
    private final Screen screen = new Screen();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private LineDisciplineTerminal terminal;
    private TerminalConsole console;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        terminal = new LineDisciplineTerminal("test", "xterm", screen, UTF_8);
        terminal.setSize(Size.of(80, 24));
        console = new TerminalConsole(
                terminal, Optional.of(folder.resolve("history")), new Colours(false), stopping::get);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aNoticeAppearsAboveTheLineBeingTypedWhichStaysAsItWas() throws Exception {
        CompletableFuture<Input> read = read("Alice> ");
        screen.await("Alice> ");
        type("pay B");
        screen.await("Alice> pay B");
        console.notice("Bob paid you 10");
        screen.await("Bob paid you 10");
        type("ob 5\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Line("pay Bob 5"));
        assertThat(screen.text().substring(screen.text().indexOf("Bob paid you 10")))
                .contains("Alice> pay B");
    }

    @Test
    void controlCThrowsTheLineAway() throws Exception {
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        type("pay B");
        screen.await("pay B");
        terminal.raise(Terminal.Signal.INT);
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Interrupted());
    }

    @Test
    void controlCActsOnce() throws Exception {
        CompletableFuture<List<Input>> read =
                CompletableFuture.supplyAsync(() -> List.of(console.read("first> "), console.read("second> ")));
        screen.await("first> ");
        terminal.raise(Terminal.Signal.INT);
        screen.await("second> ");
        type("balance\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).containsExactly(new Input.Interrupted(), new Input.Line("balance"));
    }

    @Test
    void controlDIsTheEnd() throws Exception {
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        type("\u0004");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.End());
    }

    @Test
    void theEndOfATerminalWhileTheProgramStopsMeansNothing() throws Exception {
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        stopping.set(true);
        type("\u0004");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Gone());
    }

    @Test
    void controlCEndsAWait() throws Exception {
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        type("\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Line(""));
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> console.await(new CompletableFuture<>(), Duration.ofSeconds(20)));
        while (!waiting.isDone()) {
            terminal.raise(Terminal.Signal.INT);
            Thread.onSpinWait();
        }
        assertThat(waiting.get()).isFalse();
    }

    @Test
    void aSecretIsNeitherShownNorRemembered() throws Exception {
        CompletableFuture<Optional<String>> read =
                CompletableFuture.supplyAsync(() -> console.readSecret("Password: "));
        screen.await("Password: ");
        type("hidden\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).contains("hidden");
        CompletableFuture<Input> command = read("> ");
        screen.await("> ");
        type("balance\r");
        assertThat(command.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Line("balance"));
        console.close();
        assertThat(screen.text()).doesNotContain("hidden").contains("******");
        assertThat(Files.readString(folder.resolve("history")))
                .contains("balance")
                .doesNotContain("hidden");
    }

    @Test
    void theTabKeyCompletesAWord() throws Exception {
        console.complete(words -> words.isEmpty() ? List.of("settle", "trustlines") : List.of());
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        type("se\t");
        screen.await("settle");
        type("Bob\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Line("settle Bob"));
    }

    @Test
    void exclamationMarksQuotesAndBackslashesMeanThemselves() throws Exception {
        CompletableFuture<Input> read = read("> ");
        screen.await("> ");
        type("pay Bob 1 \"it's !! a \\ test\r");
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Input.Line("pay Bob 1 \"it's !! a \\ test"));
    }

    private CompletableFuture<Input> read(String prompt) {
        return CompletableFuture.supplyAsync(() -> console.read(prompt));
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(UTF_8));
    }
}
