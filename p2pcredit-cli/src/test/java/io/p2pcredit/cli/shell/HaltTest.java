package io.p2pcredit.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.cli.console.PipeConsole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shell on a pipe whose node stops for good. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HaltTest {
    private static final String WHY =
            "This peer has stopped: the disk is full. What was acknowledged is stored: mend that,"
                    + " then start it again." + System.lineSeparator();

    private final FakeNode node = new FakeNode("Alice");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void endsWhileItReadsAndSaysWhy() throws Exception {
        try (PipedOutputStream neverEnding = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(neverEnding)) {
            CompletableFuture<ExitCode> end = run(in);
            node.halt("the disk is full");
            assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.STORAGE);
            assertThat(err.toString(UTF_8)).isEqualTo(WHY);
        }
    }

    @Test
    void endsWhileItWaits() throws Exception {
        node.line(FakeNode.open("Bob", 0));
        node.beSilent();
        CompletableFuture<ExitCode> end = run(new ByteArrayInputStream("settle Bob\n".getBytes(UTF_8)));
        node.awaitLookUp();
        node.halt("the disk is full");
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString(UTF_8)).isEqualTo(WHY);
    }

    @Test
    void endsAtOnceIfItHasStoppedBefore() throws Exception {
        node.halt("the disk is full");
        assertThat(run(new ByteArrayInputStream("balance\n".getBytes(UTF_8))).get(20, TimeUnit.SECONDS))
                .isEqualTo(ExitCode.STORAGE);
    }

    private CompletableFuture<ExitCode> run(InputStream in) {
        PipeConsole console = new PipeConsole(
                in, new PrintStream(new ByteArrayOutputStream(), true, UTF_8), new PrintStream(err, true, UTF_8));
        Shell shell = new Shell(ShellRun.deskOfReturning(node, new FakeChain(), console), false);
        return CompletableFuture.supplyAsync(shell::run);
    }
}
