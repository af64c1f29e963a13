package io.p2pcredit.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.cli.shell.Shell;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole shell on a terminal in memory, with a person at its keys. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShellOnATerminalTest {
    private static final String COLOUR = "\u001b\\[([0-9]+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])m";

    private final FakeNode node = new FakeNode("Alice");
    private final FakeChain chain = new FakeChain();
    private final Screen screen = new Screen();
    private LineDisciplineTerminal terminal;
    private TerminalConsole console;
    private CompletableFuture<ExitCode> end;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        node.line(FakeNode.open("Bob", -10));
        node.line(FakeNode.open("Barbara", 0));
        node.proposal("Carol", 100, 100);
        start(new Colours(false));
    }

    @AfterEach
    void close() {
        console.close();
    }

    private void start(Colours colours) throws Exception {
        terminal = new LineDisciplineTerminal("test", "xterm", screen, UTF_8);
        terminal.setSize(Size.of(80, 24));
        console = new TerminalConsole(terminal, Optional.of(history()), colours, () -> false);
        Shell shell = new Shell(ShellRun.desk(node, chain, console), false);
        console.complete(shell.commands().suggestions());
        end = CompletableFuture.supplyAsync(shell::run);
        screen.await("Alice> ");
    }

    @ParameterizedTest
    @CsvSource({
        "pla, plan",
        "sett, settle",
        "settlement, settlement",
        "plan Bo, plan Bob",
        "identity Ca, identity Carol",
        "close Bar, close Barbara",
        "settlement re, settlement resolve",
        "help whoa, help whoami",
        "reconcile Bob th, reconcile Bob theirs",
        "payments --q, payments --queued",
    })
    void theTabKeyCompletesCommandsAndPeers(String typed, String completed) throws Exception {
        type(typed + '\t');
        screen.await("Alice> " + completed);
        leave();
    }

    @Test
    void theTabKeyListsWhatThereIs() throws Exception {
        type("pay B\t\t");
        screen.await("Barbara");
        screen.await("Bob");
        leave();
        assertThat(screen.raw()).as("without colours").doesNotContainPattern(COLOUR);
    }

    @Test
    void noticesAreColouredWhereColoursAreWanted() throws Exception {
        console.close();
        start(new Colours(true));
        node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Dave")));
        screen.await("Dave declined your proposal.");
        leave();
        assertThat(screen.raw()).containsPattern(COLOUR);
    }

    @Nested
    class TheHistory {
        @Test
        void bringsALineBack() throws Exception {
            type("balance\r");
            screen.await("Fakechain: 90");
            screen.await("Alice> ", 2);
            type("\u001bOA\r");
            screen.await("Fakechain: 90", 2);
            leave();
        }

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void isTheOwnersAloneHoweverLongItGrows() throws Exception {
            console.close();
            Files.write(
                    history(),
                    IntStream.range(0, 1_300).mapToObj(i -> "0:# " + i).toList());
            start(new Colours(false));
            leave();
            assertThat(Files.readAllLines(history()))
                    .hasSizeLessThan(1_300)
                    .last()
                    .asString()
                    .endsWith("exit");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history())))
                    .isEqualTo("rw-------");
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(history());
            }
        }
    }

    @Test
    void aNoticeLeavesTheLineBeingTypedAsItWas() throws Exception {
        type("balan");
        screen.await("Alice> balan");
        node.emit(new TrustlineEvent.ProposalDeclined(PeerId.of("Dave")));
        screen.await("Dave declined your proposal.");
        screen.await("Alice> balan", 2);
        type("ce\r");
        screen.await("Bob: -10");
        leave();
    }

    @Test
    void controlCTwiceAsks() throws Exception {
        type("bal");
        screen.await("Alice> bal");
        terminal.raise(Terminal.Signal.INT);
        screen.await("Alice> ", 2);
        terminal.raise(Terminal.Signal.INT);
        screen.await("Settle all trustlines and leave? [y/N] ");
        type("y\r");
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FINE);
        assertThat(screen.text()).contains("Settling all trustlines.", "Goodbye.");
    }

    @Test
    void aNodeThatStopsForGoodEndsTheShellWhileItReads() throws Exception {
        type("balan");
        screen.await("Alice> balan");
        node.halt("the disk is full");
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.STORAGE);
        screen.await("This peer has stopped: the disk is full.");
    }

    @Test
    void controlDLeaves() throws Exception {
        type("\u0004");
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FINE);
        assertThat(screen.text()).contains("Settling all trustlines.", "Goodbye.");
    }

    private void leave() throws Exception {
        type("\u0015exit\r"); // the line before the cursor goes first
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.FINE);
        console.close();
    }

    private Path history() throws IOException {
        Path file = folder.resolve("history");
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(UTF_8));
    }
}
