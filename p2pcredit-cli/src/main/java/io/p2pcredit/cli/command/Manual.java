package io.p2pcredit.cli.command;

import java.util.List;

/**
 * How a command is used.
 *
 * @param name its first word
 * @param arguments the words after it; empty if there are none
 * @param summary what it does, in a few words
 * @param details more lines, for those who ask for this command
 */
public record Manual(String name, String arguments, String summary, List<String> details) {
    public Manual {
        details = List.copyOf(details);
    }

    public static Manual of(String name, String arguments, String summary, String... details) {
        return new Manual(name, arguments, summary, List.of(details));
    }

    /** The whole command line, with names for what has to be filled in. */
    public String synopsis() {
        return arguments.isEmpty() ? name : name + ' ' + arguments;
    }
}
