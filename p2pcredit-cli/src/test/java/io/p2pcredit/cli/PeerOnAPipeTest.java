package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.p2pcredit.RefusedException;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.cli.data.AliceOnDisk;
import io.p2pcredit.cli.data.DataDirectory;
import io.p2pcredit.cli.data.LogFile;
import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alice on a pipe, as the program starts her, with real peers and a real Fakechain. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerOnAPipeTest {
    private final List<RunningPeer> peers = new ArrayList<>();
    private FakechainServer fakechain;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        AliceOnDisk.moveIn(folder);
        fakechain = FakechainServer.builder().port(0).start();
    }

    @AfterEach
    void stop() {
        peers.forEach(RunningPeer::close);
        fakechain.close();
    }

    @Test
    void doesTheMainJobLineByLine() {
        peer("Bob", AdmissionPolicy.upTo(100));
        ProgramRun run = alice(
                "users",
                "propose Bob 50",
                "pay Bob 10 \"lunch\"",
                "plan Bob 45",
                "pay Bob 45",
                "balance",
                "limit Bob 60",
                "settle Bob 2",
                "settle Bob 7",
                "trustlines",
                "exit");
        assertThat(withoutChance(run))
                .isEqualTo(new ProgramRun(
                        lines(
                                "Alice is ready at ws://127.0.0.1:PPPPP. Fakechain: http://127.0.0.1:PPPPP.",
                                "name   address               balance",
                                "Alice  ws://127.0.0.1:PPPPP      100",
                                "Bob    ws://127.0.0.1:PPPPP      100",
                                "The trustline with Bob is open: you may owe 50, Bob may owe 50.",
                                "You paid Bob 10. Bob: -10",
                                "Paying Bob 45 takes 3 steps:",
                                "  pay 40",
                                "  settle 50 on Fakechain",
                                "  pay 5",
                                "You paid Bob 45: paid 40, settled 50 on Fakechain, paid 5. Bob: -5",
                                "Bob: -5",
                                "Total: -5",
                                "Fakechain: 50",
                                "Bob may owe you up to 60 from now on.",
                                "You settled 2 with Bob on Fakechain. Bob: -3",
                                "               you may      may  you can      can",
                                "peer  balance      owe  owe you      pay  pay you  state  online  unsigned",
                                "Bob        -3       50       60       47       63  open   yes            0",
                                "Settling all trustlines.",
                                "You settled 3 with Bob on Fakechain.",
                                "Goodbye."),
                        lines("Settling 7 is more than you owe Bob: at most 3. Settle everything: settle Bob"),
                        ExitCode.FINE));
    }

    @Test
    void answersAProposal() {
        RunningPeer bob = peer("Bob", AdmissionPolicy.ask());
        CompletableFuture<TrustlineView> opened = CompletableFuture.supplyAsync(() -> proposed(bob));
        assertThat(alice("accept Bob 30").out())
                .contains("You accepted. The trustline with Bob is open: you may owe 70, Bob may owe 30.");
        assertThat(opened.join().granted()).isEqualTo(CreditLimit.of(70));
    }

    @Test
    void leavesWithDebtsIfFakechainKnowsHerNoMore() {
        peer("Bob", AdmissionPolicy.upTo(1000));
        ProgramRun run = alice("propose Bob", "pay Bob 10", "delete --yes", "exit --wait 1");
        assertThat(run.err()).startsWith("You still owe Bob 10: ");
        assertThat(run.code()).isEqualTo(ExitCode.DEBTS_LEFT);
    }

    @Nested
    class IsRefused {
        @Test
        void aProposalToNobody() {
            assertThat(failFast("propose Nobody"))
                    .isEqualTo(refused("Fakechain knows nobody called Nobody. See who is there: users"));
        }

        @Test
        void aProposalToHerself() {
            assertThat(failFast("propose Alice"))
                    .isEqualTo(refused("Alice is you. Name another peer: users shows who is there"));
        }

        @Test
        void aProposalToAUserOfOtherSoftware() throws Exception {
            get(
                    "/add_user?candidate=p2pcredit&public_key=Old&amount=1&private_key=x&peering_info=%7B%22host%22:%22127.0.0.1%22,"
                            + "%22port%22:1%7D");
            assertThat(failFast("propose Old"))
                    .isEqualTo(refused("Old publishes no identity key, so it runs other"
                            + " software: no trustline with it is possible."));
        }

        @Test
        void aPaymentToSomebodyWithoutATrustline() throws Exception {
            Files.delete(AliceOnDisk.moveIn(folder)); // nobody can know her trustlines
            assertThat(failFast("pay Bob 1"))
                    .isEqualTo(refused("There is no trustline with Bob. Propose one: propose Bob"));
        }

        @Test
        void aSettlementOfNothing() {
            peer("Bob", AdmissionPolicy.upTo(100));
            assertThat(failFast("propose Bob", "settle Bob"))
                    .isEqualTo(refused("You owe Bob nothing, so there is nothing to settle."));
        }

        @Test
        void aSecondTrustlineWithTheSamePeer() {
            peer("Bob", AdmissionPolicy.upTo(100));
            assertThat(failFast("propose Bob", "propose Bob"))
                    .isEqualTo(refused("The trustline with Bob is open already. See it: trustlines"));
        }

        @Test
        void aProposalThatTheOtherDeclines() {
            peer("Bob", request -> new AdmissionPolicy.Decision.Decline());
            assertThat(failFast("propose Bob"))
                    .isEqualTo(refused("Bob declined your proposal. You can propose again: propose Bob"));
        }

        private String failFast(String... script) {
            ProgramRun run = run(script, "--fail-fast");
            assertThat(run.code()).isEqualTo(ExitCode.COMMAND_REFUSED);
            return run.err();
        }

        private static String refused(String line) {
            return lines(line);
        }
    }

    @Nested
    class IsNotStarted {
        @Test
        void withAWrongPassword() {
            peer("Alice", AdmissionPolicy.ask());
            assertThat(run(new String[0]))
                    .isEqualTo(failed(
                            ExitCode.IDENTITY,
                            "the name Alice is taken on Fakechain, or the password is not the one it was taken with: give"
                                    + " that password, or choose another name"));
        }

        @Test
        void withoutFakechain() {
            fakechain.close();
            assertThat(run(new String[0]))
                    .isEqualTo(failed(
                            ExitCode.LEDGER,
                            "Fakechain at " + fakechain.uri() + " does not answer: start one with p2pcredit fakechain"
                                    + " --port " + fakechain.port() + ", or say where it is with --fakechain URL"));
        }

        @Test
        void whereThereIsSomethingElse() throws Exception {
            HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            other.start();
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            try {
                assertThat(ProgramRun.with(
                                "secret of Alice\n",
                                Map.of("P2PCREDIT_FAKECHAIN", url),
                                "--local",
                                "--port",
                                "0",
                                "--data",
                                folder.toString(),
                                "Alice",
                                "100"))
                        .isEqualTo(failed(
                                ExitCode.LEDGER,
                                url
                                        + " does not take Alice: " + url
                                        + " answers, but not as a Fakechain does: status 404, without JSON"));
            } finally {
                other.stop(0);
            }
        }

        @Test
        void onAPortThatIsInUse() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String port = String.valueOf(taken.getLocalPort());
                assertThat(runOn(port, new String[0]))
                        .isEqualTo(failed(
                                ExitCode.CANNOT_LISTEN,
                                "cannot listen on port " + port + ": it is in use or not allowed; choose another with"
                                        + " --port PORT"));
            }
        }
    }

    private static ProgramRun failed(ExitCode code, String line) {
        return new ProgramRun("", lines("p2pcredit: " + line), code);
    }

    @Nested
    class AtTheNextStart {
        @Test
        void isTheSamePeer() throws Exception {
            String key = "key:         " + AliceOnDisk.FINGERPRINT;
            assertThat(alice("whoami").out()).contains(key).doesNotContain("A new identity key");
            assertThat(alice("whoami").out()).contains(key).doesNotContain("A new identity key");
        }

        @Test
        void getsItsTrustlineBackFromThePeer() {
            RunningPeer bob = peer("Bob", AdmissionPolicy.upTo(100));
            ProgramRun first = run(new String[] {"propose Bob", "pay Bob 10", "stop here"}, "--fail-fast");
            assertThat(first.code()).isEqualTo(ExitCode.COMMAND_REFUSED);
            assertThat(alice("pay Bob 5", "balance").out().lines())
                    .containsSubsequence(
                            "You paid Bob 5. Bob: -15",
                            "Bob: -15",
                            "Total: -15",
                            "Fakechain: 100",
                            "You settled 15 with Bob on Fakechain.",
                            "Goodbye.");
            assertThat(bob.node().trustline(PeerId.of("Alice")).orElseThrow().balance())
                    .isEqualTo(Balance.ZERO);
        }

        @Test
        void isRefusedWithAnotherPassword() throws Exception {
            Path file = AliceOnDisk.moveIn(folder);
            assertThat(startedWith("another"))
                    .isEqualTo(failed(
                            ExitCode.IDENTITY,
                            "the password does not open the identity key " + file
                                    + ": give the one that Alice was first"
                                    + " started with, or choose another folder with --data DIR"));
        }

        @Test
        void isNotRefusedForAPasswordThatWasMistypedTheFirstTime() throws Exception {
            RunningPeer taken = peer("Alice", AdmissionPolicy.ask());
            Files.delete(AliceOnDisk.moveIn(folder));
            assertThat(startedWith("mistyped").code()).isEqualTo(ExitCode.IDENTITY);
            assertThat(folder.resolve("identity.pem")).doesNotExist();
            taken.close();
            assertThat(startedWith("secret of the other Alice").code()).isEqualTo(ExitCode.FINE);
        }

        @Test
        void isRefusedWhileItStillRunsAndTouchesNothing() throws Exception {
            try (DataDirectory held = DataDirectory.open(folder)) {
                List<Path> before = files();
                assertThat(alice("whoami"))
                        .isEqualTo(failed(
                                ExitCode.STORAGE,
                                "the data directory "
                                        + Values.quoted(held.folder().toString())
                                        + " is in use by another p2pcredit: leave that one first, or choose another with"
                                        + " --data DIR"));
                assertThat(files()).isEqualTo(before);
            }
        }

        private ProgramRun startedWith(String password) {
            return ProgramRun.with(
                    password + "\n",
                    Map.of("P2PCREDIT_FAKECHAIN", fakechain.uri().toString()),
                    "--local",
                    "--port",
                    "0",
                    "--data",
                    folder.toString(),
                    "Alice",
                    "100");
        }

        private List<Path> files() throws Exception {
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        }
    }

    @Test
    void keepsThePasswordOutOfEverything() throws Exception {
        ProgramRun run = alice("users", "help", "exit");
        assertThat(run.out() + run.err()).doesNotContain("secret of Alice");
        assertThat(Files.readString(folder.resolve(LogFile.NAME)))
                .contains("Alice starts; signatures by ")
                .doesNotContain("secret of Alice");
    }

    /** Proposes to Alice as soon as she is known. */
    private static TrustlineView proposed(RunningPeer peer) {
        while (true) {
            try {
                return peer.node()
                        .propose(PeerId.of("Alice"), CreditLimit.of(70))
                        .join();
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(RefusedException.class);
                assertThat(((RefusedException) e.getCause()).code()).isEqualTo(RefusalCode.UNKNOWN_PEER);
            }
        }
    }

    private ProgramRun alice(String... script) {
        return run(script);
    }

    private ProgramRun run(String[] script, String... options) {
        return runOn("0", script, options);
    }

    private ProgramRun runOn(String port, String[] script, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--local",
                "--port",
                port,
                "--fakechain",
                fakechain.uri().toString(),
                "--data",
                folder.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("Alice", "100"));
        String input = AliceOnDisk.PASSWORD + "\n" + String.join("\n", script) + "\n";
        return ProgramRun.with(input, Map.of(), arguments.toArray(new String[0]));
    }

    private RunningPeer peer(String name, AdmissionPolicy admission) {
        RunningPeer peer = RunningPeer.start(
                new PeerSettings(
                        PeerId.of(name),
                        100,
                        fakechain.uri(),
                        "p2pcredit",
                        Reachability.local(0),
                        admission,
                        IdentityKey.PASSING,
                        Storage.PASSING,
                        SignatureProviders::fastest),
                Password.of("secret of the other " + name));
        peers.add(peer);
        return peer;
    }

    private void get(String pathAndQuery) throws Exception {
        URI url = URI.create(fakechain.uri() + pathAndQuery);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("\"success\"");
    }

    /** Ports have five digits where these tests run; when a peer comes online is nobody's to say. */
    private static ProgramRun withoutChance(ProgramRun run) {
        String out = run.out()
                .replaceAll("127\\.0\\.0\\.1:[0-9]{5}", "127.0.0.1:PPPPP")
                .replaceAll("Bob is online\\.\\R", "");
        return new ProgramRun(out, run.err(), run.code());
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
