package io.p2pcredit.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.CreditNode;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Password;
import io.p2pcredit.cli.command.Setup;
import io.p2pcredit.cli.console.PipeConsole;
import io.p2pcredit.cli.peer.FailingStorage;
import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.cli.peer.UnreadableStorage;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running peer whose disk is full when it first writes: as it agrees to a trustline, or proposes one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StorageFailureTest {
    private static final String WHY = "This peer has stopped: ";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakechainServer fakechain;
    private RunningPeer alice;
    private RunningPeer bob;

    @BeforeEach
    void start() {
        fakechain = FakechainServer.builder().port(0).start();
        alice = peer("Alice", new FailingStorage());
        bob = peer("Bob", Storage.PASSING);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        fakechain.close();
    }

    @Test
    void endsTheShellWithItsCode() throws Exception {
        assertThat(end(CompletableFuture.supplyAsync(
                        () -> shell("propose Bob\nbalance\n").run())))
                .isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString(UTF_8)).contains(WHY);
    }

    @Test
    void endsAPeerWithoutAShellWithItsCode() throws Exception {
        CompletableFuture<ExitCode> end =
                CompletableFuture.supplyAsync(() -> shell("").runHeadless());
        CreditNode node = bob.node();
        Object unused = node.propose(PeerId.of("Alice"), CreditLimit.of(10));
        assertThat(end(end)).isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString(UTF_8)).startsWith(WHY).hasLineCount(1);
    }

    @Test
    void leavesNoStoreOpenThatCannotBeRead() {
        UnreadableStorage storage = new UnreadableStorage();
        assertThatThrownBy(() -> peer("Carol", storage))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("the disk is broken");
        assertThat(storage.closed()).isEqualTo(1);
    }

    private static ExitCode end(CompletableFuture<ExitCode> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private PeerShell shell(String script) {
        PipeConsole console = new PipeConsole(
                new ByteArrayInputStream(script.getBytes(UTF_8)),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
        Setup setup = new Setup(Setup.Memory.KEPT, "store", "log", "signatures", Optional.empty(), List.of());
        return new PeerShell(alice, console, new PeerShell.Conduct(CreditLimit.DEFAULT, false), setup);
    }

    private RunningPeer peer(String name, Storage storage) {
        return RunningPeer.start(
                new PeerSettings(
                        PeerId.of(name),
                        100,
                        fakechain.uri(),
                        "p2pcredit",
                        Reachability.local(0),
                        AdmissionPolicy.upTo(100),
                        IdentityKey.PASSING,
                        storage,
                        () -> Security.getProviders("Signature.Ed25519")[0]),
                Password.of("secret of " + name));
    }
}
