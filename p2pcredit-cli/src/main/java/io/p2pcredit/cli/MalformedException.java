package io.p2pcredit.cli;

/** A value that the user gave has not the form that is expected; the message says which form is. No stack trace. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String line) {
        super(line, null, false, false);
    }

    /** What is wrong and what is expected. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
