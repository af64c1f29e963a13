package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    @TempDir
    private Path folder;

    @Nested
    class MalformedValues {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "--local A/b 100 | USERNAME: \"A/b\" is not a"
                            + " name: expected 1 to 64 characters out of A-Z a-z 0-9 . _ - that start with a letter or"
                            + " digit",
                    "--local Alice ten | STARTING_BALANCE: \"ten\""
                            + " is not a starting balance: expected a whole number from 0 to 4294967295",
                    "--local Alice 4294967296 | STARTING_BALANCE:"
                            + " \"4294967296\" is not a starting balance: expected a whole number from 0 to 4294967295",
                    "--local Alice -5 | STARTING_BALANCE: \"-5\" is"
                            + " not a starting balance: expected a whole number from 0 to 4294967295",
                    "--local Alice | STARTING_BALANCE is missing: p2pcredit start USERNAME STARTING_BALANCE",
                    "--local | USERNAME is missing: p2pcredit start USERNAME STARTING_BALANCE",
                    "--local Alice 100 200 | \"200\" is too much: p2pcredit start USERNAME STARTING_BALANCE",
                    "--local Alice 100 --prot 1 | \"--prot\" is not an option of start",
                    "-x 100 | \"-x\" is not an option of start",
                    "--password secret Alice 100 | \"--password\" is not an option of start",
                    "--local --local Alice 100 | --local is given twice",
                    "--local --port 1 --port 2 Alice 100 | --port is given twice",
                    "--local --port 65536 Alice 100 | --port: \"65536\" is not a port:"
                            + " expected a whole number from 0 to 65535",
                    "--local --port -1 Alice 100 | --port: \"-1\" is not a port:"
                            + " expected a whole number from 0 to 65535",
                    "--local --port http Alice 100 | --port: \"http\" is not a port:"
                            + " expected a whole number from 0 to 65535",
                    "--local Alice 100 --port | PORT is missing: --port PORT",
                    "--local --limit lots Alice 100 | --limit: \"lots\" is not a credit"
                            + " limit: expected a whole number from 0 to 9007199254740991",
                    "--local --fakechain 127.0.0.1:5000 Alice 100 | --fakechain:"
                            + " \"127.0.0.1:5000\" is not a URL that can be used here: expected a Fakechain URL such as"
                            + " http://127.0.0.1:5000",
                    "--local --fakechain ftp://localhost Alice 100 | --fakechain:"
                            + " \"ftp://localhost\" is not a URL that can be used here: expected a Fakechain URL such as"
                            + " http://127.0.0.1:5000",
                    "--local --fakechain http://me:secret@localhost Alice 100 | --fakechain: a URL holds no user or password here: expected a Fakechain URL such as"
                            + " http://127.0.0.1:5000",
                    "--advertise http://example.org Alice 100 | --advertise:"
                            + " \"http://example.org\" is not a URL that can be used here: expected a peer's URL such as"
                            + " wss://example.org/alice, or none",
                    "--advertise ws://0.0.0.0:4001 Alice 100 | --advertise:"
                            + " \"ws://0.0.0.0:4001\" is not an address that others can dial: expected the host that"
                            + " they reach this peer at",
                    "--local --log-level loud Alice 100 | --log-level: \"loud\" is"
                            + " not a log level: expected error, warn, info, debug or trace",
                    "--advertise ws://127.0.0.1:4001 Alice 100 | --advertise ws://127.0.0.1:4001 leads others to their"
                            + " own machine: expected --local as well, or an address that others can dial",
                    "--local --store jdbc:sqlite:/tmp/x.db Alice 100 | --store: a SQLite store is a folder: name it with"
                            + " --data DIR instead",
                    "--local --store jdbc:postgresql://h/d?password=geheim Alice 100 | --store: a URL holds no password,"
                            + " since everybody here can see it: set P2PCREDIT_STORE_PASSWORD, or write it into the file"
                            + " .pgpass; the user into P2PCREDIT_STORE_USER or ?user=NAME",
                    "--local --store jdbc:postgresql://me:geheim@h/d Alice 100 | --store: a URL holds no password,"
                            + " since everybody here can see it: set P2PCREDIT_STORE_PASSWORD, or write it into the file"
                            + " .pgpass; the user into P2PCREDIT_STORE_USER or ?user=NAME",
                    "--local --store jdbc:oracle:thin:x Alice 100 | --store: that is not the URL of a PostgreSQL database:"
                            + " expected jdbc:postgresql://HOST/DATABASE?currentSchema=NAME",
                    "--local --ephemeral --data /tmp/x Alice 100 | --ephemeral stores nothing, so --data makes no sense"
                            + " with it",
                    "--local --ephemeral --store jdbc:postgresql://h/d Alice 100 | --ephemeral stores nothing, so --store"
                            + " makes no sense with it",
                    "Alice 100 | say where others reach this peer: --local (this machine only), --advertise"
                            + " ws://HOST:PORT, or --advertise none",
                })
        void areToldInOneLine(String arguments, String line) {
            assertThat(ProgramRun.of(arguments.split(" ")))
                    .isEqualTo(ProgramRun.misused(line + "; see p2pcredit help start"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"verify", "Fakechain"})
        void maySeemToBeCommands(String word) {
            assertThat(ProgramRun.of(word))
                    .isEqualTo(ProgramRun.misused(Values.quoted(word) + " is not a command: expected start, fakechain,"
                            + " demo, bench, help, or a USERNAME with its STARTING_BALANCE; see p2pcredit help"));
        }

        @Test
        void areCandidatesThatFakechainCannotTake() {
            String candidate = "\u00e9".repeat(64) + 'x';
            assertThat(ProgramRun.of("--local", "--candidate", candidate, "Alice", "100"))
                    .isEqualTo(ProgramRun.misused("--candidate: " + Values.quoted(candidate) + " is not a candidate:"
                            + " expected 1 to 128 bytes of printable characters; see p2pcredit help start"));
        }

        @Test
        void areToldOfTheEnvironment() {
            Map<String, String> environment = Map.of("P2PCREDIT_FAKECHAIN", "localhost");
            assertThat(ProgramRun.with("", environment, "--local", "Alice", "100"))
                    .isEqualTo(
                            ProgramRun.misused(
                                    "P2PCREDIT_FAKECHAIN: \"localhost\" is not a URL that can be used here:"
                                            + " expected a Fakechain URL such as http://127.0.0.1:5000; see p2pcredit help start"));
        }

        @Test
        void areToldOfFakechain() {
            assertThat(ProgramRun.of("fakechain", "--port", "x"))
                    .isEqualTo(ProgramRun.misused("--port: \"x\" is not a port:"
                            + " expected a whole number from 0 to 65535; see p2pcredit help fakechain"));
        }
    }

    @Nested
    class Commands {
        @Test
        void areListedByHelp() {
            ProgramRun run = ProgramRun.of("help");
            assertThat(run.code()).isEqualTo(ExitCode.FINE);
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("start", "fakechain", "demo", "bench", "help", "Exit codes: 0 fine");
            assertThat(run.out()).doesNotContain("verify", "call");
        }

        @ParameterizedTest
        @ValueSource(strings = {"start", "fakechain", "demo", "bench"})
        void areExplainedEachByTheirOwnHelp(String command) {
            assertThat(ProgramRun.of("help", command)).isEqualTo(ProgramRun.of(command, "--help"));
            assertThat(ProgramRun.of("help", command).out()).startsWith("Usage: p2pcredit " + command);
        }

        @Test
        void areNeeded() {
            assertThat(ProgramRun.of()).isEqualTo(ProgramRun.misused("say what to do; see p2pcredit help"));
        }

        @Test
        void thatDoNotExistHaveNoHelp() {
            assertThat(ProgramRun.of("help", "verify"))
                    .isEqualTo(ProgramRun.misused("COMMAND: \"verify\""
                            + " is not a command: expected start, fakechain, demo, bench; see p2pcredit help"));
        }

        @Test
        void haveAVersion() {
            assertThat(ProgramRun.of("--version").out()).startsWith("p2pcredit ");
        }
    }

    @Nested
    class Starting {
        @Test
        void needsAPassword() {
            assertThat(start(""))
                    .isEqualTo(ProgramRun.misused("there is no password: give it as the first line of the input, in"
                            + " P2PCREDIT_PASSWORD, or with --password-file FILE"));
        }

        @Test
        void needsAPasswordThatIsNotEmpty() {
            assertThat(start("\n"))
                    .isEqualTo(ProgramRun.misused("the password is empty: give one of at least one character"));
        }

        @Test
        void needsAPasswordThatFakechainCanTake() {
            assertThat(start("é".repeat(512) + "x\n"))
                    .isEqualTo(ProgramRun.misused("the password is too long: give one of at most 1024 bytes"));
        }

        @Test
        void needsAPasswordFileThatCanBeRead() {
            assertThat(start("x\n", "--password-file", "/nowhere"))
                    .isEqualTo(ProgramRun.misused("--password-file: \"/nowhere\" cannot be read: expected a text file"
                            + " whose first line is the password"));
        }

        @Test
        void needsADataDirectoryThatCanBeWritten() throws Exception {
            Path file = Files.writeString(folder.resolve("file"), "");
            ProgramRun run =
                    ProgramRun.with("secret\n", Map.of(), "--local", "Alice", "100", "--data", file.toString());
            assertThat(run)
                    .isEqualTo(new ProgramRun(
                            "",
                            "p2pcredit: the data directory " + Values.quoted(file.toString())
                                    + " cannot be used: make it writable, or choose another with --data DIR"
                                    + System.lineSeparator(),
                            ExitCode.STORAGE));
        }

        private ProgramRun start(String input, String... more) {
            String[] arguments = new String[6 + more.length];
            System.arraycopy(
                    new String[] {"--local", "--data", folder.toString(), "Alice", "100", "--fail-fast"},
                    0,
                    arguments,
                    0,
                    6);
            System.arraycopy(more, 0, arguments, 6, more.length);
            return ProgramRun.with(input, Map.of(), arguments);
        }
    }

    @Test
    void everyWayToEndHasANumberOfItsOwn() {
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 129, 143);
    }

    @Test
    void aFakechainWhosePortIsInUseSaysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ProgramRun.of("fakechain", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(new ProgramRun(
                            "",
                            "p2pcredit: cannot listen on port " + taken.getLocalPort()
                                    + ": it is in use, or the address is not this machine's; choose another with --port"
                                    + " PORT or --host ADDRESS" + System.lineSeparator(),
                            ExitCode.CANNOT_LISTEN));
        }
    }
}
