package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import io.p2pcredit.spi.Journal.ChunkHandler;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.Snapshot;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.store.jdbc.SealedSnapshots.Sealed;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a journal. All their chunks are in one table, numbered on and on; those that no sealed snapshot has
 * any more are removed page by page, with whatever is written next.
 */
final class SnapshotChunks {
    static final String CHUNKS = "journal_chunk";

    private final Session session;
    private final NumberedRows chunks;
    private final SealedSnapshots table;
    private final Deque<Waste> waste = new ArrayDeque<>();
    private List<Sealed> sealed = List.of();
    private long next = 1;
    private @Nullable Draft draft;

    SnapshotChunks(Session session) {
        this.session = session;
        this.chunks = new NumberedRows(session, CHUNKS);
        this.table = new SealedSnapshots(session);
    }

    /** Numbers of chunks that nobody needs. */
    private record Waste(long from, long to) {}

    void load() throws SQLException {
        sealed = List.copyOf(table.load());
        long known = sealed.isEmpty() ? 0 : sealed.get(sealed.size() - 1).lastChunk();
        next = Math.max(known, chunks.last()) + 1;
        long unused = chunks.first();
        for (Sealed part : sealed) {
            discard(unused, part.chunk() - 1);
            unused = part.lastChunk() + 1;
        }
        discard(unused, next - 1);
    }

    /** The position of the newest sealed snapshot; 0 if there is none. */
    long position() {
        return sealed.isEmpty() ? 0 : sealed.get(sealed.size() - 1).position();
    }

    Optional<Snapshot> newest() {
        return sealed.isEmpty() ? Optional.empty() : Optional.of(new Stack(sealed));
    }

    SnapshotWriter begin(long position, Extent extent) {
        checkArgument(extent == Extent.WHOLE || !sealed.isEmpty(), "changes need a snapshot before them");
        abandon();
        draft = new Draft(position, extent, next);
        return draft;
    }

    boolean hasWaste() {
        return !waste.isEmpty();
    }

    /** Removes a page of what nobody needs, within a transaction. */
    void clean() throws SQLException {
        Waste oldest = waste.poll();
        if (oldest != null) {
            long last = chunks.lastOfPage(oldest.from(), oldest.to());
            chunks.delete(oldest.from(), last);
            if (last < oldest.to()) {
                waste.addFirst(new Waste(last + 1, oldest.to()));
            }
        }
    }

    private void abandon() {
        if (draft != null) {
            discard(draft.first, next - 1);
            draft = null;
        }
    }

    private void discard(long from, long to) {
        if (from > 0 && from <= to) {
            waste.add(new Waste(from, to));
        }
    }

    private void seal(Draft complete) {
        boolean whole = complete.extent == Extent.WHOLE;
        List<Sealed> parts = new ArrayList<>(whole ? List.of() : sealed);
        Sealed newest = new Sealed(parts.size() + 1, complete.position, complete.first, next - complete.first);
        parts.add(newest);
        session.transaction(in -> {
            if (whole) {
                table.deleteAll();
            }
            table.insert(newest);
        });
        if (whole) {
            sealed.forEach(old -> discard(old.chunk(), old.lastChunk()));
        }
        sealed = List.copyOf(parts);
        draft = null;
    }

    private final class Draft implements SnapshotWriter {
        private final long position;
        private final Extent extent;
        private final long first;

        Draft(long position, Extent extent, long first) {
            this.position = position;
            this.extent = extent;
            this.first = first;
        }

        @Override
        public void add(ByteBuffer chunk) {
            checkCurrent();
            if (hasWaste()) {
                session.transaction(in -> clean());
            }
            chunks.append(next, chunk);
            next++;
        }

        @Override
        public void seal() {
            checkCurrent();
            SnapshotChunks.this.seal(this);
        }

        private void checkCurrent() {
            session.checkAlive();
            checkState(draft == this, "this snapshot was sealed or abandoned");
        }
    }

    private final class Stack implements Snapshot {
        private final List<Sealed> parts;

        Stack(List<Sealed> parts) {
            this.parts = parts;
        }

        @Override
        public long position() {
            return parts.get(parts.size() - 1).position();
        }

        @Override
        public void read(ChunkHandler handler) {
            parts.forEach(
                    part -> chunks.read(part.chunk(), part.lastChunk(), (number, content) -> handler.chunk(content)));
        }
    }
}
