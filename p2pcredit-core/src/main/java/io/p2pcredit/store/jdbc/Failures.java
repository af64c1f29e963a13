package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.sql.SQLException;

/** What the errors of a database mean to whoever uses the store in it. */
final class Failures {
    private Failures() {}

    /** Something that failed outside, or inside, of any dialect. */
    static StorageException of(String store, Code code, SQLException cause) {
        return new StorageException(code, "the " + store + " " + saying(code) + ": " + cause.getMessage(), cause);
    }

    private static String saying(Code code) {
        return switch (code) {
            case LOCKED -> "is in use by another node or process";
            case FENCED -> "was taken over by another node";
            case CLOSED -> "was closed";
            case DAMAGED -> "is damaged, or is none";
            case NEWER -> "was written by a newer version";
            case FULL -> "has no space left";
            case FAILED -> "cannot be read or written";
        };
    }
}
