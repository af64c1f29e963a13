package io.p2pcredit.trustline.entry;

/** Bytes that are no canonical form of anything. The message says what was expected, and repeats no foreign text. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
