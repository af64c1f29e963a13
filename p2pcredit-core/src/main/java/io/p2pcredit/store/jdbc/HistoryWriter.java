package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The one connection through which a history is written, and what is known of what is in it. Thread-safe. */
final class HistoryWriter implements AutoCloseable {
    private final Session session;
    private final Lines lines;
    private final PaymentFinder payments;

    /** Held while a commit comes to be seen, so that nobody sees it together with the position before it. */
    private final Object sight = new Object();

    private HistoryState state;
    private HistoryState synced;
    private boolean closed;

    private HistoryWriter(Session session, Lines lines, PaymentFinder payments, HistoryState state) {
        this.session = session;
        this.lines = lines;
        this.payments = payments;
        this.state = state;
        this.synced = HistoryState.EMPTY;
    }

    /** Opens the history of a database, or makes an empty one. */
    static HistoryWriter open(DataSource source, Lines lines, TaleReader tales) {
        Session session = Session.open(source, HistoryTables.SCHEMA, false);
        try {
            HistoryWriter writer = session.inTransaction(in -> load(in, lines, tales));
            session.commitDurably(false);
            return writer;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static HistoryWriter load(Session in, Lines lines, TaleReader tales) throws SQLException {
        HistoryState state = HistoryState.load(in);
        return new HistoryWriter(in, lines, PaymentFinder.load(in, tales, state), state);
    }

    PaymentFinder payments() {
        return payments;
    }

    /** What everybody sees of what is stored, or less. */
    HistoryState state() {
        synchronized (sight) {
            if (closed) {
                throw new StorageException(Code.CLOSED, "the history was closed");
            }
            return state;
        }
    }

    /** Stores some batches, all or none. */
    synchronized void store(List<Batch> batches) {
        HistoryState before = state();
        NewRows rows = session.read(in -> rows(in, before, batches));
        payments.add(rows);
        session.transaction(in -> write(in, before, rows), sight, () -> state = rows.state());
        session.tidy();
    }

    private NewRows rows(Session in, HistoryState before, List<Batch> batches) throws SQLException {
        checkArgument(!batches.isEmpty(), "at least one batch is stored at once");
        long last = before.position();
        for (Batch batch : batches) {
            checkArgument(batch.position() == last + 1, "after %s comes no batch %s", last, batch.position());
            last++;
        }
        NewRows rows = new NewRows(in, lines, payments.makers(), before);
        for (Batch batch : batches) {
            rows.add(batch);
        }
        return rows;
    }

    private static void write(Session in, HistoryState before, NewRows rows) throws SQLException {
        if (!rows.state().replace(before, in)) {
            throw new StorageException(Code.FENCED, "somebody else has written to the history");
        }
        rows.write();
    }

    /** Makes everything durable that was stored. */
    synchronized void sync() {
        HistoryState now = state();
        if (!now.equals(synced)) {
            session.commitDurably(true);
            session.transaction(HistoryState::touch);
            session.commitDurably(false);
            synced = now;
        }
    }

    @Override
    public synchronized void close() {
        synchronized (sight) {
            closed = true;
        }
        session.close();
    }
}
