package io.p2pcredit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.cli.data.AliceOnDisk;
import io.p2pcredit.cli.data.DataDirectory;
import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.PeerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own: few tests, because each costs a second. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    @DisabledOnOs(OS.WINDOWS)
    void aSignalStopsAPeerAtOnceAndSettlesNothing(String signal, int code) throws Exception {
        AliceOnDisk.moveIn(folder);
        try (FakechainServer fakechain = FakechainServer.builder().port(0).start()) {
            Process peer = run(
                    "start",
                    "--local",
                    "--headless",
                    "--port",
                    "0",
                    "--fakechain",
                    fakechain.uri().toString(),
                    "--data",
                    folder.toString(),
                    "Alice",
                    "100");
            peer.getOutputStream().write((AliceOnDisk.PASSWORD + "\n").getBytes(UTF_8));
            peer.getOutputStream().flush();
            BufferedReader out = output(peer);
            assertThat(out.readLine()).startsWith("Alice is ready at ws://127.0.0.1:");
            kill(signal, peer);
            assertThat(peer.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.exitValue()).isEqualTo(code);
            assertThat(out.lines()).isEmpty();
        }
    }

    @Test
    void aPeerThatIsKilledComesBackAsItself() throws Exception {
        AliceOnDisk.moveIn(folder);
        try (FakechainServer fakechain = FakechainServer.builder().port(0).start();
                RunningPeer bob = bob(fakechain)) {
            assertThat(bob.node().trustlines()).isEmpty();
            Process killed = alice(fakechain);
            type(killed, "propose Bob", "pay Bob 10 lunch");
            BufferedReader out = output(killed);
            String line = out.readLine();
            while (line != null && !line.equals("You paid Bob 10. Bob: -10")) {
                line = out.readLine();
            }
            killed.destroyForcibly();
            assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Process back = alice(fakechain);
            type(back, "balance", "history", "settle Bob", "exit");
            back.getOutputStream().close();
            List<String> lines = output(back).lines().toList();
            assertThat(lines).containsSubsequence("Bob: -10", "Total: -10", "Fakechain: 100");
            assertThat(lines).anyMatch(row -> row.matches(".* Bob +you pay +10 +acknowledged +\"lunch\""));
            assertThat(lines).containsSubsequence("You settled 10 with Bob on Fakechain. Bob: 0", "Goodbye.");
            assertThat(back.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(back.exitValue()).isZero();
        }
    }

    private Process alice(FakechainServer fakechain) throws IOException {
        String url = fakechain.uri().toString();
        Process alice = run("--local", "--port", "0", "--fakechain", url, "--data", folder.toString(), "Alice", "100");
        type(alice, AliceOnDisk.PASSWORD);
        return alice;
    }

    private static RunningPeer bob(FakechainServer fakechain) {
        return RunningPeer.start(
                new PeerSettings(
                        PeerId.of("Bob"),
                        100,
                        fakechain.uri(),
                        "p2pcredit",
                        Reachability.local(0),
                        AdmissionPolicy.upTo(100),
                        IdentityKey.PASSING,
                        Storage.PASSING,
                        SignatureProviders::fastest),
                Password.of("secret of Bob"));
    }

    private static void type(Process process, String... lines) throws IOException {
        process.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Also after this process has tried to take it a second time: a POSIX lock would not survive that by itself. */
    @Test
    void aDataDirectoryInUseByAnotherProcessIsRefused() throws Exception {
        try (DataDirectory held = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.open(held.folder())).isInstanceOf(FailedException.class);
            Process second = run("--local", "--port", "0", "--data", folder.toString(), "Alice", "100");
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(5);
            assertThat(output(second).lines())
                    .containsExactly(
                            "p2pcredit: the data directory " + Values.quoted(folder.toString())
                                    + " is in use by another p2pcredit: leave that one first, or choose another with --data DIR");
        }
    }

    @Test
    void wrongUsageIsOneLineAndCodeTwo() throws Exception {
        Process program = run("--local", "Alice", "ten");
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(2);
        assertThat(output(program).lines())
                .containsExactly(
                        "p2pcredit: STARTING_BALANCE: \"ten\" is not a starting balance: expected a whole number"
                                + " from 0 to 4294967295; see p2pcredit help start");
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", // as the runnable jar's manifest says
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    private static void kill(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
