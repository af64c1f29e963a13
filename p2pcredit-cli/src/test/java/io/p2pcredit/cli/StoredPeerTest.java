package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.data.AliceOnDisk;
import io.p2pcredit.cli.data.IdentityFile;
import io.p2pcredit.cli.data.Stores;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.store.DirectoryLock;
import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Alice, as the program starts her again and again on the same data directory, and Bob, who is on disk too. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoredPeerTest {
    private final List<RunningPeer> peers = new ArrayList<>();
    private FakechainServer fakechain;

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectory(root.resolve("alice"));
        AliceOnDisk.moveIn(folder);
        makePrivate(folder);
        fakechain = FakechainServer.builder().port(0).start();
    }

    @AfterEach
    void stop() {
        peers.forEach(RunningPeer::close);
        fakechain.close();
    }

    @Test
    void goesOnWhereItStoodAlthoughNobodyElseIsThere() {
        RunningPeer bob = bob();
        breakOff("propose Bob", "pay Bob 10 lunch");
        bob.close();
        breakOff("pay Bob 5");
        ProgramRun run = alice("balance", "trustlines", "payments", "history", "exit --wait 1");
        assertThat(run.out().lines())
                .containsSubsequence("Bob: -10", "Total: -10", "Fakechain: 100")
                .anyMatch(line -> line.matches("Bob +-10 +100 .*open, 1 queued +no +0"))
                .contains("Bob: away. What you pay is queued until it is back.")
                .anyMatch(line -> line.matches("[0-9a-f]{8}-1 +Bob +5 +0 +queued"))
                .anyMatch(line -> line.matches(".* Bob +you pay +10 +acknowledged +\"lunch\""))
                .anyMatch(line -> line.matches(".* Bob +you pay +5 +queued"));
        assertThat(run.code()).isEqualTo(ExitCode.DEBTS_LEFT);
        assertThat(run.err().lines())
                .containsExactly(
                        "You still owe Bob 10: the peer is away",
                        "Your payment of 5 to Bob stayed queued: that goes on when you both are back");
    }

    @Test
    void paysWhatWasQueuedOnceBothAreBack() {
        bob().close();
        RunningPeer bob = bob();
        breakOff("propose Bob", "pay Bob 10");
        bob.close();
        breakOff("pay Bob 5");
        bob();
        assertThat(alice("pay Bob 1", "balance").out().lines())
                .contains("You paid Bob 1. Bob: -16", "You settled 16 with Bob on Fakechain.");
    }

    @Nested
    class ACopy {
        @Test
        @DisabledOnOs(OS.WINDOWS)
        void holdsKeyAndStoresForItsOwnerOnly() throws Exception {
            Path file = root.resolve("alice.zip");
            assertThat(alice("backup " + file).out().lines())
                    .contains("Copied to " + file + ". It holds all that Alice is: keep it safe.");
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.stream().map(entry -> entry.getName()))
                        .containsExactly("identity.pem", "journal.db", "history.db");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(files(root)).containsExactly(folder, file);
        }

        @Test
        void overwritesNothing() throws Exception {
            Path file = Files.writeString(root.resolve("precious"), "precious");
            assertThat(alice("backup " + file).err())
                    .isEqualTo(lines(
                            Values.quoted(file.toString()) + " was not written: it exists. Choose another name."));
            assertThat(file).hasContent("precious");
            assertThat(files(root)).containsExactly(folder, file);
        }

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void removesWhatIsLeftOfOneWhoseProcessWasKilled() throws Exception {
            Path left = Files.createDirectory(root.resolve(".p2pcredit-backup-1"));
            for (String name : List.of("lock", "journal.db", "journal.db-journal", "backup.zip")) {
                Files.writeString(left.resolve(name), "half");
            }
            Path underWay = Files.createDirectory(root.resolve(".p2pcredit-backup-2"));
            Path precious = Files.createDirectory(root.resolve("precious"));
            Path journal = Files.writeString(precious.resolve("journal.db"), "precious");
            Path link = Files.createSymbolicLink(root.resolve(".p2pcredit-backup-3"), precious);
            try (DirectoryLock held = DirectoryLock.tryLock(underWay).orElseThrow()) {
                assertThat(held).isNotNull();
                alice("backup " + root.resolve("alice.zip"));
                assertThat(files(root)).containsExactly(underWay, link, folder, root.resolve("alice.zip"), precious);
            }
            assertThat(files(precious)).containsExactly(journal);
        }

        @Test
        void needsAPlaceToBe() {
            assertThat(alice("backup", "backup " + root.resolve("nowhere").resolve("x"))
                            .err())
                    .startsWith("FILE is missing: backup FILE")
                    .contains("was not written: ");
        }

        @Test
        void comesBackAndTakesWhatIsNewerFromThePeer() throws Exception {
            bob();
            Path file = root.resolve("alice.zip");
            breakOff("propose Bob", "pay Bob 10", "backup " + file, "pay Bob 5", "pay Bob 7");
            folder = Files.createDirectory(root.resolve("restored"));
            unpack(file);
            makePrivate(folder);
            List<String> out = alice("pay Bob 1", "balance").out().lines().toList();
            assertThat(out).contains("Bob: -23", "You settled 23 with Bob on Fakechain.");
        }

        private void unpack(Path file) throws IOException {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                zip.stream().forEach(entry -> {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.write(AliceOnDisk.ownFile(folder.resolve(entry.getName())), in.readAllBytes());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    @Nested
    class IsNotStarted {
        @Test
        void onADamagedStoreWhichStaysAsItIs() throws Exception {
            Path journal = Files.writeString(
                    AliceOnDisk.ownFile(folder.resolve("journal.db")), "no journal at all ".repeat(100));
            byte[] before = Files.readAllBytes(journal);
            ProgramRun run = alice("balance");
            assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
            assertThat(run.err())
                    .startsWith("p2pcredit: what Alice has stored cannot be used: the journal is damaged, or is none")
                    .endsWith("; nothing was changed: bring it back from a copy" + System.lineSeparator())
                    .hasLineCount(1);
            assertThat(Files.readAllBytes(journal)).isEqualTo(before);
        }

        @Test
        void onTheStoreOfAnotherIdentity() throws Exception {
            bob();
            breakOff("propose Bob");
            Files.delete(folder.resolve("identity.pem"));
            ProgramRun run = alice("balance");
            assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
            assertThat(run.err()).contains("another identity").hasLineCount(1);
            assertThat(folder.resolve("identity.pem")).as("a new key").doesNotExist();
        }

        @Test
        void onADatabaseThatIsNotThere() {
            ProgramRun run =
                    run(List.of("--store", "jdbc:postgresql://127.0.0.1:1/nothing?connectTimeout=5"), "balance");
            assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
            assertThat(run.err())
                    .startsWith("p2pcredit: what Alice has stored cannot be used: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void ephemeralStoresNothingAtAll() throws Exception {
        bob();
        List<Path> before = files(root);
        ProgramRun run = ProgramRun.with(
                "secret\npropose Bob\npay Bob 10\nwhoami\nbackup " + root.resolve("x") + "\nexit",
                Map.of(
                        "XDG_DATA_HOME",
                        root.toString(),
                        "P2PCREDIT_FAKECHAIN",
                        fakechain.uri().toString()),
                "--local",
                "--port",
                "0",
                "--ephemeral",
                "Eve",
                "100");
        assertThat(run.out().lines())
                .contains(
                        "Nothing is stored. This name can come back only with another key, after its peers have accepted"
                                + " that one.",
                        "You paid Bob 10. Bob: -10",
                        "store:       in memory only; trustlines, queue and key end with this peer",
                        "log:         nowhere",
                        "You settled 10 with Bob on Fakechain.");
        assertThat(run.err()).isEqualTo(lines("This peer stores nothing, so there is nothing to copy."));
        assertThat(files(root)).isEqualTo(before);
    }

    /** Ends without settling anything. */
    private void breakOff(String... script) {
        List<String> all = new ArrayList<>(List.of(script));
        all.add("stop here");
        ProgramRun run = run(List.of("--fail-fast"), all.toArray(new String[0]));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.COMMAND_REFUSED);
        assertThat(run.err()).startsWith("\"stop\"");
    }

    private ProgramRun alice(String... script) {
        return run(List.of(), script);
    }

    private ProgramRun run(List<String> options, String... script) {
        List<String> arguments = new ArrayList<>(List.of("start", "--local", "--port", "0"));
        arguments.addAll(List.of("--fakechain", fakechain.uri().toString(), "--data", folder.toString()));
        arguments.addAll(options);
        arguments.addAll(List.of("Alice", "100"));
        String input = AliceOnDisk.PASSWORD + "\n" + String.join("\n", script) + "\n";
        return ProgramRun.with(input, Map.of(), arguments.toArray(new String[0]));
    }

    private RunningPeer bob() {
        try {
            Path home = Files.createDirectories(root.resolve("bob"));
            makePrivate(home);
            PeerId name = PeerId.of("Bob");
            RunningPeer bob = RunningPeer.start(
                    new PeerSettings(
                            name,
                            100,
                            fakechain.uri(),
                            "p2pcredit",
                            Reachability.local(0),
                            AdmissionPolicy.upTo(100),
                            new IdentityFile(home, name),
                            Stores.in(home),
                            SignatureProviders::fastest),
                    Password.of("secret of Bob"));
            peers.add(bob);
            return bob;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
