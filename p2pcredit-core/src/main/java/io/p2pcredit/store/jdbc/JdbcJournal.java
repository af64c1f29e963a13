package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.Schema.Use;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A journal in a database: one row for each group. An append is one transaction, and one round trip.
 *
 * <p><b>SQLite</b> ({@link Databases#sqlite}): the file is locked while the journal is open, so an owner that lives can
 * not be replaced. <b>PostgreSQL</b>: the tables are in the connection's current schema, and two nodes use two schemas.
 * Each write reads again who the owner is, so it does not matter whether an earlier one knows that it was replaced, or
 * that its connection was lost.
 *
 * <p>After a write that failed, every further call fails with the same code until the journal is opened again.
 */
public final class JdbcJournal implements Journal {
    private static final int APPLICATION_ID = 0x7032706A;
    private static final int VERSION = 1;

    /** The row of the newest group that was trimmed stays, without its bytes. */
    private static final String GROUPS = "journal_group";

    private static final Schema SCHEMA = new Schema(
            "journal",
            APPLICATION_ID,
            VERSION,
            Use.ALONE_AND_DURABLE,
            List.of(
                    NumberedRows.definition(GROUPS),
                    NumberedRows.definition(SnapshotChunks.CHUNKS),
                    SealedSnapshots.DEFINITION));

    private final Session session;
    private final NumberedRows groups;
    private final SnapshotChunks snapshots;
    private long trimmed;
    private long end;

    private JdbcJournal(Session session) {
        this.session = session;
        this.groups = new NumberedRows(session, GROUPS);
        this.snapshots = new SnapshotChunks(session);
    }

    /**
     * Opens the journal of a database, or makes an empty one where there is none.
     *
     * @throws StorageException with {@link Code#LOCKED} while it has an owner; with {@link Code#DAMAGED} or
     *     {@link Code#NEWER} if something is there that is no journal of this version, which is then not touched
     */
    public static Journal open(DataSource source) {
        return open(source, false);
    }

    /**
     * Becomes the owner of a journal whatever the earlier one does, which is fenced from now on. A file that is in use
     * cannot be taken over.
     *
     * @throws StorageException as {@link #open} does
     */
    public static Journal takeOver(DataSource source) {
        return open(source, true);
    }

    private static Journal open(DataSource source, boolean force) {
        JdbcJournal journal = new JdbcJournal(Session.open(source, SCHEMA, force));
        try {
            journal.load();
            return journal;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void load() {
        session.transaction(in -> {
            long first = groups.first();
            end = groups.last();
            trimmed = first > 0 && groups.size(first) == 0 ? first : 0;
            snapshots.load();
            if ((first > 1 && trimmed == 0) || trimmed > snapshots.position() || snapshots.position() > end) {
                throw session.damaged("groups are missing");
            }
        });
    }

    @Override
    public long append(ByteBuffer group) {
        checkArgument(group.hasRemaining(), "a group has at least one byte");
        groups.append(end + 1, group);
        return ++end;
    }

    @Override
    public long end() {
        return session.read(in -> end);
    }

    @Override
    public long trimmed() {
        return session.read(in -> trimmed);
    }

    @Override
    public void replay(long after, GroupHandler handler) {
        if (session.read(in -> after < trimmed)) {
            throw new StorageException(Code.DAMAGED, "the groups after " + after + " were trimmed up to " + trimmed);
        }
        groups.read(after + 1, end, handler::group);
    }

    @Override
    public boolean trim(long upTo) {
        checkArgument(upTo <= snapshots.position(), "no snapshot covers the groups up to %s", upTo);
        session.transaction(in -> {
            snapshots.clean();
            trimPage(upTo);
        });
        return trimmed < upTo || snapshots.hasWaste();
    }

    private void trimPage(long upTo) throws SQLException {
        if (trimmed < upTo) {
            long last = groups.lastOfPage(trimmed + 1, upTo);
            groups.empty(last);
            groups.delete(trimmed, last - 1);
            trimmed = last;
        }
    }

    @Override
    public SnapshotWriter beginSnapshot(long position, Extent extent) {
        long newest = end();
        checkArgument(position <= newest, "the newest group is %s and not yet %s", newest, position);
        return snapshots.begin(position, extent);
    }

    @Override
    public Optional<Snapshot> newestSnapshot() {
        return session.read(in -> snapshots.newest());
    }

    @Override
    public void copyTo(Path file) {
        session.checkAlive();
        if (!session.isFile()) {
            Journal.super.copyTo(file);
        }
        FileCopy.write(session, file);
    }

    @Override
    public void close() {
        session.close();
    }
}
