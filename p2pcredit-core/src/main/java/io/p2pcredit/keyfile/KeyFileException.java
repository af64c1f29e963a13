package io.p2pcredit.keyfile;

/** A key file that cannot be used. Nothing was changed, and no other key was made in its place. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    KeyFileException(Code code, String message) {
        super(message);
        this.code = code;
    }

    KeyFileException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** What is wrong. */
    public enum Code {
        /** The file is as it was written, and the password is not the one that it was written with. */
        WRONG_PASSWORD,
        /** The file is not what was written, or was never a key file. Bring it back from a copy. */
        DAMAGED,
        /** The key belongs to a peer of another name. */
        OTHER_OWNER,
        /** The file or its folder can be reached by other users of the machine. */
        NOT_PRIVATE,
        /** The file cannot be read or written. */
        FAILED
    }
}
