package io.p2pcredit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a run of the program in this process wrote, and how it ended. */
record ProgramRun(String out, String err, ExitCode code) {
    static ProgramRun of(String... arguments) {
        return with("", Map.of(), arguments);
    }

    static ProgramRun with(String input, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Invocation invocation = new Invocation(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                false);
        ExitCode code = new Program(invocation).run(arguments);
        return new ProgramRun(out.toString(UTF_8), err.toString(UTF_8), code);
    }

    /** A line of wrong usage. */
    static ProgramRun misused(String line) {
        return new ProgramRun("", "p2pcredit: " + line + System.lineSeparator(), ExitCode.USAGE);
    }
}
