package io.p2pcredit.cli;

import io.p2pcredit.cli.command.Setup;
import io.p2pcredit.cli.console.Colours;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.PipeConsole;
import io.p2pcredit.cli.console.TerminalConsole;
import io.p2pcredit.cli.data.DataDirectory;
import io.p2pcredit.cli.data.IdentityFile;
import io.p2pcredit.cli.data.LogFile;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.RunningPeer;
import io.p2pcredit.cli.shell.PeerShell;
import io.p2pcredit.spi.AdmissionPolicy;
import java.io.IOException;
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code start}: runs a peer with its shell. */
final class StartCommand implements ProgramCommand {
    private static final String HISTORY = "history";

    @Override
    public CommandSpec spec() {
        return StartOptions.spec();
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        CompletableFuture<Provider> signatures = CompletableFuture.supplyAsync(SignatureProviders::fastest);
        StartOptions options = StartOptions.of(line, invocation);
        try (DataDirectory directory = DataDirectory.open(options.data())) {
            LogFile.open(directory, options.logLevel());
            StopSignals signals = StopSignals.install();
            try (Console console = console(invocation, options, directory, signals);
                    Password password = password(invocation, options, console)) {
                return run(options, directory, password, signatures::join, console);
            }
        }
    }

    private static Password password(Invocation invocation, StartOptions options, Console console) {
        return new PasswordSource(options.passwordFile(), invocation).read(options.name(), console);
    }

    private static ExitCode run(
            StartOptions options,
            DataDirectory directory,
            Password password,
            Supplier<Provider> signatures,
            Console console) {
        IdentityFile identity = new IdentityFile(directory.folder(), options.name());
        try (RunningPeer peer = RunningPeer.start(settings(options, identity, signatures), password)) {
            Setup setup = new Setup(
                    Setup.Memory.LOST,
                    "in memory; on disk is only the identity key, " + identity.file(),
                    directory.folder().resolve(LogFile.NAME).toString(),
                    signatures.get().toString(),
                    identity.news().stream().toList());
            PeerShell shell = new PeerShell(peer, console, options.conduct(), setup);
            ExitCode code = options.headless() ? shell.runHeadless() : shell.run();
            LoggerFactory.getLogger(StartCommand.class).info("left with code {}", code.number());
            return code;
        }
    }

    private static PeerSettings settings(StartOptions options, IdentityFile identity, Supplier<Provider> signatures) {
        return new PeerSettings(
                options.name(),
                options.startingBalance(),
                options.fakechain(),
                options.candidate(),
                options.reachability(),
                options.autoAccept() ? AdmissionPolicy.upTo(options.limit().units()) : AdmissionPolicy.ask(),
                identity,
                signatures);
    }

    private static Console console(
            Invocation invocation, StartOptions options, DataDirectory directory, StopSignals signals) {
        if (!invocation.isTerminal() || options.headless()) {
            return new PipeConsole(invocation.in(), invocation.out(), invocation.err());
        }
        try {
            return TerminalConsole.ofThisProcess(
                    directory.ownFile(HISTORY), new Colours(invocation.isColoured()), signals::isStopping);
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.STORAGE,
                    "the terminal or the file " + HISTORY + " in "
                            + Values.quoted(directory.folder().toString()) + " cannot be used: choose another folder"
                            + " with --data DIR");
        }
    }
}
