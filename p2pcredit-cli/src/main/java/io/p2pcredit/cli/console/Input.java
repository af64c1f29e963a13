package io.p2pcredit.cli.console;

/** What a console has read. */
public sealed interface Input {
    /** A line, without its end. */
    record Line(String text) implements Input {}

    /** Ctrl-C: the line that was being typed is thrown away. */
    record Interrupted() implements Input {}

    /** Ctrl-D, or the end of the input: there will be no more lines, and the user means to leave. */
    record End() implements Input {}

    /** The terminal has gone, or the console was stopped: nobody means anything by it. */
    record Gone() implements Input {}
}
