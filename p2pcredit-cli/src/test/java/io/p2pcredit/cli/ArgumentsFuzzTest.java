package io.p2pcredit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.StartOptions.Advertised;
import io.p2pcredit.cli.bench.node.StoreChoice;
import io.p2pcredit.cli.data.StoreUrl;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words of the program's own command line, one in each line of the input, and each of them as every kind of value.
 * An option that does not exist comes last, so that nothing is ever started.
 */
class ArgumentsFuzzTest extends DecoderFuzz {
    private static final String NOT_AN_OPTION = "--not-an-option";
    private static final String PASSWORD = "geheim7";

    private static final List<Options.Form<?>> FORMS = List.of(
            Values::name,
            Values::amount,
            Values::limit,
            Values::startingBalance,
            Values::port,
            Values::rows,
            Values::seconds,
            Values::candidate,
            Values::path,
            Values::shortTime,
            Values::milliseconds,
            Values::lines,
            Values::runs,
            Values::outstanding,
            BenchCommand.Modes::parse,
            Values::logLevel);
    private static final List<Options.Form<?>> URLS =
            List.of(Urls::fakechain, Urls::peer, Advertised::parse, StoreUrl::parse, StoreChoice::parse);

    @Override
    protected List<byte[]> samples() {
        return Stream.of(
                        "start --port 4001 --local Alice 100",
                        "Alice 100 --ephemeral --auto-accept --limit=50 --fail-fast",
                        "start Alice 100 --advertise wss://example.org/alice --fakechain http://127.0.0.1:5000",
                        "start Alice 4294967295 --candidate k\u00e4se --data /nowhere --log-level debug --headless",
                        "start Alice 0 --store jdbc:postgresql://h/db?password=" + PASSWORD + " --password-file f",
                        "start Alice 0 --store jdbc:postgresql://u:" + PASSWORD + "@h/db",
                        "--fakechain https://u:" + PASSWORD + "@[::1]:443/x?y#z Alice 1",
                        "fakechain --port 5000 --host 127.0.0.1 --data /nowhere",
                        "demo",
                        "bench --only serial,chosen-ids --lines 100 --delay 20 --seconds 0.5 --runs 3",
                        "bench --store jdbc:postgresql://h/db?password=" + PASSWORD + " --outstanding 10 --data /x",
                        "help start",
                        "--version",
                        "-h",
                        "-- Alice -1",
                        "@nowhere ${env:HOME}")
                .map(line -> line.replace(' ', '\n').getBytes(UTF_8))
                .toList();
    }

    @Override
    protected int inputs() {
        return 250;
    }

    @Override
    protected void feed(byte[] input) {
        List<String> words = new String(input, UTF_8).lines().limit(30).toList();
        for (String word : words) {
            FORMS.forEach(form -> feed(form, word));
            for (Options.Form<?> form : URLS) {
                String said = feed(form, word);
                assertThat(said.contains(PASSWORD) && word.indexOf('@') >= 0)
                        .as(said)
                        .isFalse();
            }
        }
        Stream<String> whole = Stream.concat(words.stream(), Stream.of(NOT_AN_OPTION, NOT_AN_OPTION));
        ProgramRun run = ProgramRun.of(whole.toArray(String[]::new));
        assertThat(run.code()).isIn(ExitCode.USAGE, ExitCode.FINE);
        run.err().lines().forEach(PlainText::check);
        assertThat(run.err().lines().count()).isEqualTo(run.code() == ExitCode.FINE ? 0 : 1);
    }

    /** What is said of a word that is none of this kind; nothing of one that is. */
    private static String feed(Options.Form<?> form, String word) {
        try {
            assertThat((Object) form.parse(word)).isNotNull();
            return "";
        } catch (MalformedException e) {
            PlainText.check(e.line());
            return e.line();
        }
    }
}
