package io.p2pcredit;

/** A node could not be started; the message says why, in words for its owner. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public StartException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public StartException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** What stands in the way. */
    public enum Code {
        /** Another node owns the store. */
        STORE_LOCKED,
        /** The store is not what was written, or belongs to another identity, asset or ledger. */
        STORE_DAMAGED,
        /** The store cannot be read or written: no permission, no space, or no answer. */
        STORE_FAILED,
        /** A newer version wrote the store. */
        STORE_NEWER,
        /** The directory gives this name to somebody else. */
        NAME_TAKEN,
        /** The directory or the ledger does not answer. */
        LEDGER_UNREACHABLE,
        /** The directory does not take this node. */
        DIRECTORY_REFUSED,
        /** The address cannot be listened on. */
        CANNOT_LISTEN
    }
}
