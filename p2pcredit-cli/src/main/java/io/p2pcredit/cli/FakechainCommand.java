package io.p2pcredit.cli;

import io.p2pcredit.fakechain.CannotListenException;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.fakechain.UnusableDataException;
import io.p2pcredit.trustline.Texts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
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
                        "Runs a Fakechain server until a signal. Without --data everything is in memory, and gone when"
                                + " it stops.");
        spec.addOption(Options.valued(
                "--port", "PORT", Values::port, Integer.class, "listen here (" + PORT + "); 0 for any free port"));
        spec.addOption(Options.valued(
                "--host",
                "ADDRESS",
                FakechainCommand::host,
                InetAddress.class,
                "listen on this address of this machine (127.0.0.1)"));
        spec.addOption(Options.valued(
                "--data",
                "DIR",
                Values::path,
                Path.class,
                "keep everything in this directory, which is made if it is not there: it survives a restart, a crash"
                        + " and kill -9"));
        return spec;
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        int port = Options.<Integer>valueOf(line, "--port").orElse(PORT);
        Optional<Path> data = Options.valueOf(line, "--data");
        ServerLog.open(invocation.err());
        try (FakechainServer server = start(Options.valueOf(line, "--host"), port, data)) {
            invocation
                    .out()
                    .println("Fakechain runs at " + server.uri()
                            + data.map(FakechainCommand::where).orElse(""));
            invocation.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE;
    }

    private static String where(Path data) {
        return ". Data: " + Texts.printable(data.toString());
    }

    private static FakechainServer start(Optional<InetAddress> host, int port, Optional<Path> data) {
        FakechainServer.Builder builder = FakechainServer.builder().port(port);
        host.ifPresent(builder::host);
        data.ifPresent(builder::data);
        try {
            return builder.start();
        } catch (CannotListenException e) {
            throw new FailedException(
                    ExitCode.CANNOT_LISTEN,
                    "cannot listen on port " + port + ": it is in use, or the address is not this machine's; choose"
                            + " another with --port PORT or --host ADDRESS");
        } catch (UnusableDataException e) {
            throw new FailedException(
                    ExitCode.STORAGE, e.getMessage() + ": " + advice(e.reason()) + "choose another with --data DIR");
        }
    }

    private static String advice(UnusableDataException.Reason reason) {
        return switch (reason) {
            case IN_USE -> "end that one first, or ";
            case NEWER -> "use that version, or ";
            case DAMAGED -> "put a backup in its place, or ";
            case NOT_ACCESSIBLE -> "mind its permissions and the space that is left, or ";
            case FOREIGN, NO_DRIVER -> "";
        };
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
