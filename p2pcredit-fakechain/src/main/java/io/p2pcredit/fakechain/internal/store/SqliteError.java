package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.UnusableDataException.Reason;
import java.sql.SQLException;

/** What SQLite's result codes mean here; a driver gives them as vendor codes. */
final class SqliteError {
    private static final int ERROR = 1;
    private static final int BUSY = 5;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int NOT_A_DATABASE = 26;
    private static final int PRIMARY_CODE = 0xFF;

    private SqliteError() {}

    /** There is no room: a commit that fails so has been undone. */
    static boolean isFull(SQLException e) {
        return code(e) == FULL;
    }

    /** Why a database that is there cannot be opened or read. */
    static Reason reason(SQLException e) {
        return switch (code(e)) {
            case BUSY -> Reason.IN_USE;
            case NOT_A_DATABASE -> Reason.FOREIGN;
            case CORRUPT, ERROR -> Reason.DAMAGED; // a table or column that is not there is a general error
            default -> Reason.NOT_ACCESSIBLE;
        };
    }

    /** The same as what goes on after "the data directory ... ". */
    static String words(SQLException e) {
        return switch (reason(e)) {
            case IN_USE -> "is in use by another program";
            case FOREIGN -> "has a fakechain.db that is no database";
            case DAMAGED -> "is damaged: " + e.getMessage();
            default -> "cannot be read or written: " + e.getMessage();
        };
    }

    private static int code(SQLException e) {
        return e.getErrorCode() & PRIMARY_CODE;
    }
}
