package io.p2pcredit.cli;

import io.p2pcredit.fakechain.CannotListenException;
import io.p2pcredit.fakechain.FakechainServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code fakechain}: runs a Fakechain server until a signal. */
final class FakechainCommand implements ProgramCommand {
    private static final int PORT = 5_000;

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("fakechain");
        spec.usageMessage()
                .description(
                        "Runs a Fakechain server until a signal. Everything is in memory, and gone when it stops.");
        spec.addOption(Options.valued(
                "--port", "PORT", Values::port, Integer.class, "listen here (" + PORT + "); 0 for any free port"));
        spec.addOption(Options.valued(
                "--host",
                "ADDRESS",
                FakechainCommand::host,
                InetAddress.class,
                "listen on this address of this machine (127.0.0.1)"));
        return spec;
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        int port = Options.<Integer>valueOf(line, "--port").orElse(PORT);
        try (FakechainServer server = start(Options.valueOf(line, "--host"), port)) {
            invocation.out().println("Fakechain runs at " + server.uri());
            invocation.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE;
    }

    private static FakechainServer start(Optional<InetAddress> host, int port) {
        FakechainServer.Builder builder = FakechainServer.builder().port(port);
        host.ifPresent(builder::host);
        try {
            return builder.start();
        } catch (CannotListenException e) {
            throw new FailedException(
                    ExitCode.CANNOT_LISTEN,
                    "cannot listen on port " + port + ": it is in use, or the address is not this machine's; choose"
                            + " another with --port PORT or --host ADDRESS");
        }
    }

    private static InetAddress host(String text) {
        try {
            if (!text.isBlank()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static MalformedException malformed(String text) {
        return Values.malformed(text, "an address", "an IP address or host name of this machine");
    }
}
