package io.p2pcredit.fakechain;

import io.p2pcredit.trustline.Texts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server cannot be started on its data directory. What is in there is as it was: nothing is mended, and nothing begun
 * anew, without somebody having decided so. The message is one line.
 */
public final class UnusableDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * @param directory the data directory
     * @param why what goes on after "the data directory ... "
     */
    public UnusableDataException(Reason reason, Path directory, String why, @Nullable Throwable cause) {
        super(
                "the data directory \"" + Texts.printable(directory.toString()) + "\" "
                        + Texts.printable(why.replaceAll("\\R", ", ")),
                cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why not, and what to do. */
    public enum Reason {
        /** Another server uses it, or another program its database: end that one first. */
        IN_USE,
        /** There is no JDBC driver for SQLite: add {@code org.xerial:sqlite-jdbc} to the class or module path. */
        NO_DRIVER,
        /** It was written by a newer version: use that one. */
        NEWER,
        /** What is there under the name of its database is something else: choose another directory. */
        FOREIGN,
        /** Its database is damaged: put a backup in its place, or choose another directory. */
        DAMAGED,
        /** The file system does not let it be read or written: mind its permissions, and the space that is left. */
        NOT_ACCESSIBLE
    }
}
