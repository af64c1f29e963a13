package io.p2pcredit.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One of the program's commands: its first word, its options, and what it does. */
interface ProgramCommand {
    /** The command's name and what may stand behind it. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @throws FailedException if it cannot go on
     */
    ExitCode run(ParseResult line, Invocation invocation);
}
