package io.p2pcredit.cli;

import io.p2pcredit.cli.bench.Bench;
import io.p2pcredit.cli.bench.BenchSettings;
import io.p2pcredit.cli.bench.Mode;
import io.p2pcredit.cli.bench.node.StoreChoice;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench}: measures this machine. */
final class BenchCommand implements ProgramCommand {
    private static final int LINES = 100;
    private static final int RUNS = 3;
    private static final int OUTSTANDING = 50_000;
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final String MODES = Stream.of(Mode.values()).map(Mode::word).collect(Collectors.joining(", "));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("bench");
        spec.usageMessage()
                .description(
                        "Measures this machine: two nodes in two processes pay each other, signed and durable, one at a"
                                + " time, many at once, in batches, both ways, and as a hub. Shows every figure beside"
                                + " what the machine could do at best.");
        addWhat(spec);
        addHow(spec);
        spec.addOption(Options.valued("--json", "FILE", Values::path, Path.class, "write a report for programs"));
        spec.addOption(Options.valued(
                "--html", "FILE", Values::path, Path.class, "write a report for people, with plots: one file"));
        return spec;
    }

    private static void addWhat(CommandSpec spec) {
        spec.addOption(Options.valued(
                "--only", "MODES", Modes::parse, Modes.class, "measure these alone, with commas between: " + MODES));
        spec.addOption(Options.valued(
                "--lines",
                "N",
                Values::lines,
                Integer.class,
                "the hub has 1, 10, 100 and so on up to N lines (" + LINES + ")"));
        spec.addOption(Options.valued(
                "--delay",
                "MS",
                Values::milliseconds,
                Duration.class,
                "add so many milliseconds to each round trip, by a proxy in between"));
        spec.addOption(Options.valued(
                "--store",
                "STORE",
                StoreChoice::parse,
                StoreChoice.class,
                "sqlite (if none is named), ephemeral, or jdbc:postgresql://HOST/DATABASE, where schemas are made and"
                        + " dropped"));
        spec.addOption(
                Options.valued("--provider", "NAME", Signing::parse, Signing.class, "who signs (the fastest at hand)"));
    }

    private static void addHow(CommandSpec spec) {
        spec.addOption(Options.valued(
                "--seconds",
                "S",
                Values::shortTime,
                Duration.class,
                "how long each measurement takes (" + MEASURED.toSeconds() + ")"));
        spec.addOption(Options.valued(
                "--runs", "N", Values::runs, Integer.class, "how often everything is measured (" + RUNS + ")"));
        spec.addOption(Options.valued(
                "--outstanding",
                "N",
                Values::outstanding,
                Integer.class,
                "how many payments are under way at most (" + OUTSTANDING + ")"));
        spec.addOption(Options.valued(
                "--data",
                "DIR",
                Values::path,
                Path.class,
                "where the stores are meanwhile (the platform's folder for temporary files)"));
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        BenchSettings settings = new BenchSettings(
                Options.<Modes>valueOf(line, "--only").orElseGet(Modes::all).chosen(),
                Options.<Integer>valueOf(line, "--lines").orElse(LINES),
                Options.<Duration>valueOf(line, "--delay").orElse(Duration.ZERO),
                Options.<StoreChoice>valueOf(line, "--store").orElse(StoreChoice.SQLITE),
                Options.<Signing>valueOf(line, "--provider")
                        .map(Signing::provider)
                        .orElseGet(SignatureProviders::fastest),
                Options.<Duration>valueOf(line, "--seconds").orElse(MEASURED),
                Options.<Integer>valueOf(line, "--runs").orElse(RUNS),
                Options.<Integer>valueOf(line, "--outstanding").orElse(OUTSTANDING),
                Options.<Path>valueOf(line, "--data").orElseGet(BenchCommand::usualFolder),
                Options.valueOf(line, "--json"),
                Options.valueOf(line, "--html"));
        return new Bench(settings, invocation).run();
    }

    private static Path usualFolder() {
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    /** What {@code --provider} says. */
    record Signing(Provider provider) {
        static Signing parse(String text) {
            Map<String, Provider> all = SignatureProviders.all();
            Provider provider = all.get(text);
            if (provider == null) {
                throw Values.malformed(text, "a signature provider of this machine", String.join(" or ", all.keySet()));
            }
            return new Signing(provider);
        }
    }

    /** What {@code --only} says. */
    record Modes(Set<Mode> chosen) {
        static Modes all() {
            return new Modes(EnumSet.allOf(Mode.class));
        }

        static Modes parse(String text) {
            Set<Mode> modes = EnumSet.noneOf(Mode.class);
            for (String word : text.split(",", -1)) {
                modes.add(Mode.of(word).orElseThrow(() -> Values.malformed(word, "a mode", "some of " + MODES)));
            }
            return new Modes(modes);
        }
    }
}
