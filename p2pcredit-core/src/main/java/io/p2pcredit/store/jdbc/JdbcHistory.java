package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A history in a database: one row for each update, one for what each batch tells of a line, and none for a payment
 * but those whose ids were chosen by the caller.
 *
 * <p><b>SQLite</b> ({@link Databases#sqlite}): a file of its own. <b>PostgreSQL</b>: the tables are in the connection's
 * current schema, beside those of the journal.
 *
 * <p><b>Durability.</b> What {@link #store} has stored survives the end of the process at once. A power cut may take back
 * the newest batches, down to the last {@link #sync} but no further, and leaves no half of one. In SQLite, with
 * {@code synchronous=NORMAL}, a commit is written to the write-ahead log without waiting for the disk; a commit with
 * {@code FULL}, as {@code sync} makes one, waits until the log is on the disk
 * (<a href="https://www.sqlite.org/wal.html">Write-Ahead Logging</a>, section 2.3), and the log is one file, of which a
 * recovery takes all frames up to the last valid commit, each checked together with those before it
 * (<a href="https://www.sqlite.org/fileformat2.html#walformat">file format</a>, section 4.1). So it covers all that was
 * committed before it. In PostgreSQL, with {@code synchronous_commit=off}, the same holds: a commit with {@code on}
 * flushes the log up to its own record, and the records lie in the order of the commits
 * (<a href="https://www.postgresql.org/docs/current/wal-async-commit.html">Asynchronous Commit</a>).
 *
 * <p><b>Writers.</b> The store is not locked. Each write begins with the position that the one before has left, so of
 * two writers one is refused, with {@link Code#FENCED} or {@link Code#LOCKED}, and nothing of it is kept. After a write
 * that failed, every further one fails with the same code until the history is opened again.
 */
public final class JdbcHistory implements History {
    private final HistoryWriter writer;
    private final Readers readers;
    private final UpdateReader updates;
    private final EventReader events;

    private JdbcHistory(HistoryWriter writer, Readers readers, Lines lines, TaleReader tales) {
        this.writer = writer;
        this.readers = readers;
        this.updates = new UpdateReader(lines);
        this.events = new EventReader(lines, tales);
    }

    /**
     * Opens the history of a database, or makes an empty one where there is none.
     *
     * @throws StorageException with {@link Code#DAMAGED} or {@link Code#NEWER} if something is there that is no history
     *     of this version, which is then not touched
     */
    public static History open(DataSource source) {
        Lines lines = new Lines();
        TaleReader tales = new TaleReader(lines);
        HistoryWriter writer = HistoryWriter.open(source, lines, tales);
        return new JdbcHistory(writer, new Readers(source, HistoryTables.SCHEMA), lines, tales);
    }

    @Override
    public long position() {
        return writer.state().position();
    }

    @Override
    public int mark() {
        return writer.state().mark();
    }

    @Override
    public void store(List<Batch> batches) {
        writer.store(batches);
    }

    @Override
    public void sync() {
        writer.sync();
    }

    @Override
    public List<Update> updates(LineId line, Side side, long fromSeq) {
        return readers.read(session -> updates.from(session, line, side, fromSeq));
    }

    @Override
    public List<RecordedEvent> events(Cursor after, int max) {
        return readers.read(session -> events.after(session, after, rows(max)));
    }

    @Override
    public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
        int most = rows(max);
        return readers.read(session -> peer.isPresent()
                ? events.before(session, before, peer.get(), most)
                : events.before(session, before, most));
    }

    private static int rows(int max) {
        return Math.max(0, Math.min(max, MAX_ROWS));
    }

    @Override
    public Optional<PaymentRow> payment(PaymentId id) {
        PaymentFinder payments = writer.payments();
        return payments.mayFind(id) ? readers.read(session -> payments.find(session, id)) : Optional.empty();
    }

    @Override
    public void copyTo(Path file) {
        if (!readers.copyTo(file)) {
            History.super.copyTo(file);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
