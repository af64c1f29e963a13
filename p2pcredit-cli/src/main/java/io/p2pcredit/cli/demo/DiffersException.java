package io.p2pcredit.cli.demo;

/** Something in the story is not as it should be; the message says what. No stack trace. */
final class DiffersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiffersException(String what, Object expected, Object actual) {
        super(what + ": expected " + expected + ", but it is " + actual, null, false, false);
    }

    /** What differs, and how. */
    String line() {
        return String.valueOf(getMessage());
    }
}
