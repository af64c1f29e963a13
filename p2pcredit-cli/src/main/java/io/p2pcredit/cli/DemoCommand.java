package io.p2pcredit.cli;

import io.p2pcredit.cli.demo.Demo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code demo}: shows the main job, and checks it. */
final class DemoCommand implements ProgramCommand {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("demo");
        spec.usageMessage()
                .description(
                        "Shows the main job in one process: a Fakechain server and three peers, who propose, accept,"
                                + " decline, pay, and settle. Checks every amount; exit code 1 if one differs.");
        return spec;
    }

    @Override
    public ExitCode run(ParseResult line, Invocation invocation) {
        return new Demo(invocation.out(), SignatureProviders.fastest()).run();
    }
}
