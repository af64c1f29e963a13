package io.p2pcredit.spi;

/** A store that cannot do what it promises. A node that meets one while it runs stops for good. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public StorageException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public StorageException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** What is wrong with the store. */
    public enum Code {
        /** Somebody else owns it. */
        LOCKED,
        /** Another owner has taken it over: this one may write no more. */
        FENCED,
        /** It was closed. */
        CLOSED,
        /** What is in it cannot be what was written. */
        DAMAGED,
        /** A newer version wrote it. */
        NEWER,
        /** There is no space left; what was there before is there. */
        FULL,
        /** It cannot be read or written. */
        FAILED
    }
}
