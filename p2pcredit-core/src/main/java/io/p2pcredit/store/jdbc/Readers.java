package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * A few connections for reading, opened when they are needed and used by one reader at a time; whoever finds all of
 * them in use waits. Thread-safe.
 */
final class Readers implements AutoCloseable {
    private static final int MOST = 4;

    private final DataSource source;
    private final Schema schema;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(DataSource source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    <T> T read(Session.Reading<T> reading) {
        free.acquireUninterruptibly();
        try {
            Session session = taken();
            T found = readOrClose(session, reading);
            idle.push(session);
            closeIdleOnes();
            return found;
        } finally {
            free.release();
        }
    }

    /**
     * Writes a copy of the store into a new file, through a connection of its own.
     *
     * @return whether the store is a file at all
     */
    boolean copyTo(Path file) {
        checkOpen();
        try (Session session = Session.reading(source, schema)) {
            if (session.isFile()) {
                FileCopy.write(session, file);
            }
            return session.isFile();
        }
    }

    private Session taken() {
        checkOpen();
        return Optional.ofNullable(idle.poll()).orElseGet(() -> Session.reading(source, schema));
    }

    private void checkOpen() {
        if (closed) {
            throw new StorageException(Code.CLOSED, "the " + schema.name() + " was closed");
        }
    }

    /** A connection that has failed may be lost, and is not used again. */
    private static <T> T readOrClose(Session session, Session.Reading<T> reading) {
        boolean done = false;
        try {
            T found = session.read(reading);
            done = true;
            return found;
        } finally {
            if (!done) {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdleOnes();
    }

    private void closeIdleOnes() {
        while (closed && !idle.isEmpty()) {
            Optional.ofNullable(idle.poll()).ifPresent(Session::close);
        }
    }
}
