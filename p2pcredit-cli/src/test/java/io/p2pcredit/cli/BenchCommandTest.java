package io.p2pcredit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--only serial,fast | --only: \"fast\" is not a mode: expected some of serial, pipelined, chosen-ids,"
                        + " batched, both, hub",
                "--only serial, | --only: \"\" is not a mode: expected some of serial, pipelined, chosen-ids, batched,"
                        + " both, hub",
                "--lines 0 | --lines: \"0\" is not a number of lines: expected a whole number from 1 to 10000",
                "--lines 10001 | --lines: \"10001\" is not a number of lines: expected a whole number from 1 to 10000",
                "--delay -1 | --delay: \"-1\" is not a number of milliseconds: expected a whole number from 0 to 10000",
                "--seconds 0.09 | --seconds: \"0.09\" is not a number of seconds: expected 0.1 to 3600",
                "--seconds 3601 | --seconds: \"3601\" is not a number of seconds: expected 0.1 to 3600",
                "--seconds 1e3 | --seconds: \"1e3\" is not a number of seconds: expected 0.1 to 3600",
                "--runs 0 | --runs: \"0\" is not a number of runs: expected a whole number from 1 to 1000",
                "--outstanding 0 | --outstanding: \"0\" is not a number of payments: expected a whole number from 1 to"
                        + " 1000000",
                "--store rocks | --store: that is no store: expected sqlite, ephemeral, or"
                        + " jdbc:postgresql://HOST/DATABASE",
                "--store jdbc:postgresql://h/d?password=geheim | --store: a URL holds no password, since everybody here"
                        + " can see it: set P2PCREDIT_STORE_PASSWORD, or write it into the file .pgpass; the user into"
                        + " P2PCREDIT_STORE_USER or ?user=NAME",
                "--store jdbc:postgresql://h/d?currentSchema=x | --store: the nodes get schemas of their own: leave"
                        + " currentSchema out of the URL",
                "--fast | \"--fast\" is not an option of bench",
                "serial | \"serial\" is too much: p2pcredit bench",
                "--runs 1 --runs 2 | --runs is given twice",
            })
    void whatMakesNoSenseIsToldInOneLine(String arguments, String line) {
        assertThat(ProgramRun.of(("bench " + arguments).split(" ")))
                .isEqualTo(ProgramRun.misused(line + "; see p2pcredit help bench"));
    }

    @Test
    void aProviderThatIsNotHereIsToldWithThoseThatAre() {
        ProgramRun run = ProgramRun.of("bench", "--provider", "Enigma");
        assertThat(run)
                .isEqualTo(ProgramRun.misused(
                        "--provider: \"Enigma\" is not a signature provider of this machine: expected "
                                + String.join(" or ", SignatureProviders.all().keySet())
                                + "; see p2pcredit help bench"));
        assertThat(SignatureProviders.all()).containsKey("SunEC");
    }

    @Test
    void aFolderThatIsNotThereIsAStorageProblem() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(ProgramRun.of("bench", "--data", nowhere.toString()))
                .isEqualTo(failed("cannot make a folder in " + Values.quoted(nowhere.toString())
                        + ": choose another, which is there and can be written to, with --data DIR"));
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeAnythingIsMeasured() throws Exception {
        Path inAFile = Files.writeString(folder.resolve("file"), "").resolve("report.json");
        assertThat(ProgramRun.of("bench", "--json", inAFile.toString()))
                .isEqualTo(failed("the report " + Values.quoted(inAFile.toString())
                        + " cannot be written: name a file in a folder that is there and can be written to"));
        assertThat(ProgramRun.of("bench", "--html", folder.toString()))
                .isEqualTo(failed("the report " + Values.quoted(folder.toString())
                        + " cannot be written: name a file in a folder that is there and can be written to"));
    }

    private static ProgramRun failed(String line) {
        return new ProgramRun("", "p2pcredit: " + line + System.lineSeparator(), ExitCode.STORAGE);
    }
}
