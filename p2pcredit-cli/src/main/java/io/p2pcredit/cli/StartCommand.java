package io.p2pcredit.cli;

import io.p2pcredit.cli.command.Setup;
import io.p2pcredit.cli.console.Colours;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.PipeConsole;
import io.p2pcredit.cli.console.TerminalConsole;
import io.p2pcredit.cli.data.Home;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.shell.PeerShell;
import io.p2pcredit.spi.AdmissionPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code start}: runs a peer with its shell. */
final class StartCommand implements ProgramCommand {
    @Override
    public CommandSpec spec() {
        return StartOptions.spec();
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        CompletableFuture<Provider> signatures = CompletableFuture.supplyAsync(SignatureProviders::fastest);
        StartOptions options = StartOptions.of(line, invocation);
        try (Home home = options.place().home()) {
            String log = home.openLog(options.logLevel());
            StopSignals signals = StopSignals.install();
            try (Console console = console(invocation, options, home, signals);
                    Password password = password(invocation, options, console)) {
                return run(options, home, log, password, signatures::join, console);
            }
        }
    }

    private static Password password(Invocation invocation, StartOptions options, Console console) {
        return new PasswordSource(options.passwordFile(), invocation).read(options.name(), console);
    }

    private static ExitCode run(
            StartOptions options,
            Home home,
            String log,
            Password password,
            Supplier<Provider> signatures,
            Console console) {
        try (RunningPeer peer = RunningPeer.start(settings(options, home, signatures), password)) {
            Setup setup = new Setup(
                    memory(home, peer), home.store(), log, signatures.get().toString(), home.key(), home.news());
            PeerShell shell = new PeerShell(peer, console, options.conduct(), setup);
            ExitCode code = options.headless() ? shell.runHeadless() : shell.run();
            LoggerFactory.getLogger(StartCommand.class).info("left with code {}", code.number());
            return code;
        }
    }

    /** Whoever has a key and nothing else has been here, unless the key was just made. */
    private static Setup.Memory memory(Home home, RunningPeer peer) {
        if (!home.isLasting()) {
            return Setup.Memory.PASSING;
        }
        return peer.hadNothing() && home.news().isEmpty() ? Setup.Memory.LOST : Setup.Memory.KEPT;
    }

    private static PeerSettings settings(StartOptions options, Home home, Supplier<Provider> signatures) {
        return new PeerSettings(
                options.name(),
                options.startingBalance(),
                options.fakechain(),
                options.candidate(),
                options.reachability(),
                options.autoAccept() ? AdmissionPolicy.upTo(options.limit().units()) : AdmissionPolicy.ask(),
                home.identity(),
                home.storage(),
                signatures);
    }

    private static Console console(Invocation invocation, StartOptions options, Home home, StopSignals signals) {
        if (!invocation.isTerminal() || options.headless()) {
            return new PipeConsole(invocation.in(), invocation.out(), invocation.err());
        }
        try {
            return TerminalConsole.ofThisProcess(
                    home.typedLines(), new Colours(invocation.isColoured()), signals::isStopping);
        } catch (IOException | UncheckedIOException e) {
            throw new FailedException(
                    ExitCode.STORAGE,
                    "the terminal, or the file with the lines typed in the data directory, cannot be used: choose"
                            + " another folder with --data DIR");
        }
    }
}
