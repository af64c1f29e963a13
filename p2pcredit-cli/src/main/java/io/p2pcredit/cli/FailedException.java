package io.p2pcredit.cli;

/**
 * The program cannot go on: one line for its user, which says what happened and what to do, and a code. No stack trace.
 */
public final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public FailedException(ExitCode code, String line) {
        super(line, null, false, false);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }

    /** The line for the user. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
