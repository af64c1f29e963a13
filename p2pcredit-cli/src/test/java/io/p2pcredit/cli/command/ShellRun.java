package io.p2pcredit.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.PipeConsole;
import io.p2pcredit.cli.shell.Shell;
import io.p2pcredit.cli.wording.Refusals;
import io.p2pcredit.trustline.CreditLimit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a shell of Alice's did with a script: what it wrote, and how it ended. */
public record ShellRun(List<String> out, List<String> err, ExitCode code) {
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Deadline.in(Duration.ZERO), Duration.ofMillis(200));

    /** Runs the lines, then the end of the input. */
    public static ShellRun of(FakeNode node, FakeChain chain, String... script) {
        return run(node, chain, false, script);
    }

    public static ShellRun failFast(FakeNode node, FakeChain chain, String... script) {
        return run(node, chain, true, script);
    }

    public static Desk desk(FakeNode node, FakeChain chain, Console console) {
        return new Desk(
                node,
                chain,
                console,
                SHORT,
                CreditLimit.DEFAULT,
                new Expectations(),
                new Refusals(node.self(), chain.url()),
                setup(Setup.Memory.KEPT));
    }

    /** The same of an Alice who was here before. */
    public static Desk deskOfReturning(FakeNode node, FakeChain chain, Console console) {
        Desk desk = desk(node, chain, console);
        return new Desk(
                node,
                chain,
                console,
                new Patience(Duration.ofSeconds(20), Deadline.in(Duration.ofSeconds(20)), Duration.ofSeconds(20)),
                desk.limit(),
                desk.expectations(),
                desk.refusals(),
                setup(Setup.Memory.LOST));
    }

    private static Setup setup(Setup.Memory memory) {
        return new Setup(memory, "in memory", "/tmp/p2pcredit.log", "SunEC version 17", Optional.empty(), List.of());
    }

    private static ShellRun run(FakeNode node, FakeChain chain, boolean failFast, String... script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PipeConsole console = new PipeConsole(
                new ByteArrayInputStream(String.join("\n", script).getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        ExitCode code = new Shell(desk(node, chain, console), failFast).run();
        return new ShellRun(lines(out), lines(err), code);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(UTF_8).lines().toList();
    }
}
