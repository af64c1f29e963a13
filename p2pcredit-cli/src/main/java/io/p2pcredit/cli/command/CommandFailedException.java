package io.p2pcredit.cli.command;

/** A command came to nothing: one line for the user, which says why and what to do. No stack trace. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String line) {
        super(line, null, false, false);
    }

    /** The line for the user. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
