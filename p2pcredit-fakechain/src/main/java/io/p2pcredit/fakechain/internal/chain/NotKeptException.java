package io.p2pcredit.fakechain.internal.chain;

/** The storage could not take a change, and has none of it: it may be tried again. */
public final class NotKeptException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param why for the log; it holds nothing of what was to be kept */
    public NotKeptException(String why, Throwable cause) {
        super(why, cause);
    }
}
