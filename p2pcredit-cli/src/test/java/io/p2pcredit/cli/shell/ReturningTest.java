package io.p2pcredit.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.command.FakeChain;
import io.p2pcredit.cli.command.FakeNode;
import io.p2pcredit.cli.command.ShellRun;
import io.p2pcredit.cli.console.PipeConsole;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that was here before, whose trustline comes back from Bob while a script runs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReturningTest {
    private final FakeNode node = new FakeNode("Alice");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "pay Bob 5, You paid Bob 5. Bob: -10",
        "settle Bob 5, You settled 5 with Bob on Fakechain. Bob: -10",
        "limit Bob 5, Bob may owe you up to 5 from now on.",
        "balance, Bob: -10",
        "trustlines, Bob       -10",
    })
    void waitsForIt(String command, String outcome) throws Exception {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        PipeConsole console = new PipeConsole(new ByteArrayInputStream(command.getBytes(UTF_8)), stream, stream);
        Shell shell = new Shell(ShellRun.deskOfReturning(node, new FakeChain(), console), false);
        CompletableFuture<?> end = CompletableFuture.supplyAsync(shell::run);
        node.awaitLookUp();
        node.line(FakeNode.open("Bob", -10));
        node.emit(new TrustlineEvent.Restored(PeerId.of("Bob"), 1, 1));
        end.get(20, TimeUnit.SECONDS);
        assertThat(out.toString(UTF_8)).contains(outcome);
    }
}
