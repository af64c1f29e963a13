package io.p2pcredit.cli;

import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.shell.PeerShell;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What stands behind {@code start}.
 *
 * @param limit what a trustline is proposed with when the user does not say
 * @param place where the data of this peer is
 * @param logLevel how much is logged; the usual if empty
 */
record StartOptions(
        PeerId name,
        long startingBalance,
        Reachability reachability,
        URI fakechain,
        String candidate,
        CreditLimit limit,
        boolean autoAccept,
        boolean headless,
        boolean failFast,
        Place place,
        Optional<String> logLevel,
        Optional<Path> passwordFile) {

    static final String FAKECHAIN_VARIABLE = "P2PCREDIT_FAKECHAIN";

    private static final int PORT = 12_345;
    private static final URI FAKECHAIN = URI.create("http://127.0.0.1:5000");
    private static final String CANDIDATE = "p2pcredit";

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("start");
        spec.usageMessage()
                .description("Runs a peer with its shell.")
                .footer(
                        "",
                        "The password is read from --password-file, else " + PasswordSource.VARIABLE + ", else the",
                        "terminal, else the first line of the input. In the shell, help lists the",
                        "commands.");
        spec.addPositional(
                Options.parameter(0, "USERNAME", Values::name, PeerId.class, "the peer's name on Fakechain"));
        spec.addPositional(Options.parameter(
                1,
                "STARTING_BALANCE",
                Values::startingBalance,
                Long.class,
                "what a new name begins with on Fakechain, 0 to " + Values.MAX_BALANCE));
        addReachability(spec);
        addFakechain(spec);
        addConduct(spec);
        return spec;
    }

    private static void addReachability(CommandSpec spec) {
        spec.addOption(Options.valued(
                "--port", "PORT", Values::port, Integer.class, "listen here (12345); 0 for any free port"));
        spec.addOption(Options.flag("--local", "listen on 127.0.0.1 only, and publish that"));
        spec.addOption(Options.valued(
                "--advertise",
                "URL",
                Advertised::parse,
                Advertised.class,
                "what others should dial, such as a tunnel's wss://...; none if nobody can. With --local it leads"
                        + " to a port that listens on 127.0.0.1 only"));
    }

    private static void addFakechain(CommandSpec spec) {
        spec.addOption(Options.valued(
                "--fakechain",
                "URL",
                Urls::fakechain,
                URI.class,
                "where Fakechain answers (" + FAKECHAIN_VARIABLE + ", else " + FAKECHAIN + ")"));
        spec.addOption(Options.valued(
                "--candidate",
                "KEY",
                Values::candidate,
                String.class,
                "access key of the group on Fakechain (" + CANDIDATE + ")"));
        spec.addOption(Options.valued(
                "--password-file", "FILE", Values::path, Path.class, "a file whose first line is the password"));
    }

    private static void addConduct(CommandSpec spec) {
        spec.addOption(Options.valued(
                "--limit", "N", Values::limit, CreditLimit.class, "credit limit when none is said (100)"));
        spec.addOption(Options.flag("--auto-accept", "accept every proposal, up to --limit"));
        spec.addOption(Options.flag("--headless", "read no commands, run until a signal"));
        spec.addOption(Options.flag("--fail-fast", "stop at the first command that fails, with code 7"));
        Place.addTo(spec);
        spec.addOption(Options.valued(
                "--log-level",
                "LEVEL",
                Values::logLevel,
                String.class,
                "error, warn, info, debug or trace (info; with --ephemeral none, else to the error stream)"));
    }

    /** @throws FailedException with code 2 if something is missing or does not fit together */
    static StartOptions of(ParseResult line, Invocation invocation) {
        PeerId name = line.matchedPositionalValue(0, null);
        return new StartOptions(
                name,
                line.<Long>matchedPositionalValue(1, 0L),
                reachability(line),
                fakechain(line, invocation),
                Options.<String>valueOf(line, "--candidate").orElse(CANDIDATE),
                Options.<CreditLimit>valueOf(line, "--limit").orElse(CreditLimit.DEFAULT),
                line.hasMatchedOption("--auto-accept"),
                line.hasMatchedOption("--headless"),
                line.hasMatchedOption("--fail-fast"),
                Place.of(name, line, invocation),
                Options.valueOf(line, "--log-level"),
                Options.valueOf(line, "--password-file"));
    }

    PeerShell.Conduct conduct() {
        return new PeerShell.Conduct(limit, failFast);
    }

    /** Where others reach a peer is never guessed. */
    private static Reachability reachability(ParseResult line) {
        int port = Options.<Integer>valueOf(line, "--port").orElse(PORT);
        boolean local = line.hasMatchedOption("--local");
        Optional<Advertised> advertised = Options.valueOf(line, "--advertise");
        if (advertised.isEmpty()) {
            return localOnly(local, port);
        }
        Optional<URI> address = advertised.get().address();
        if (address.isEmpty()) {
            return Reachability.none(port);
        }
        if (!local && Urls.isLoopback(address.get())) {
            throw usage("--advertise " + address.get() + " leads others to their own machine: expected --local as well,"
                    + " or an address that others can dial");
        }
        return local ? Reachability.through(address.get(), port) : Reachability.at(address.get(), port);
    }

    private static Reachability localOnly(boolean local, int port) {
        if (!local) {
            throw usage("say where others reach this peer: --local (this machine only), --advertise ws://HOST:PORT,"
                    + " or --advertise none");
        }
        return Reachability.local(port);
    }

    private static URI fakechain(ParseResult line, Invocation invocation) {
        Optional<URI> option = Options.valueOf(line, "--fakechain");
        return option.orElseGet(() -> invocation
                .variable(FAKECHAIN_VARIABLE)
                .map(StartOptions::fromEnvironment)
                .orElse(FAKECHAIN));
    }

    private static URI fromEnvironment(String text) {
        try {
            return Urls.fakechain(text);
        } catch (MalformedException e) {
            throw usage(FAKECHAIN_VARIABLE + ": " + e.line());
        }
    }

    static FailedException usage(String line) {
        return new FailedException(ExitCode.USAGE, line + "; see p2pcredit help start");
    }

    /**
     * What {@code --advertise} says.
     *
     * @param address empty for {@code none}
     */
    record Advertised(Optional<URI> address) {
        static Advertised parse(String text) {
            return new Advertised(text.equals("none") ? Optional.empty() : Optional.of(Urls.peer(text)));
        }
    }
}
