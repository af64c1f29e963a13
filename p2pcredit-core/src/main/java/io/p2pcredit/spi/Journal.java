package io.p2pcredit.spi;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The node's memory: atomic groups of opaque bytes, in order, each durable when {@link #append} returns. What the bytes
 * mean, their checksums and their version are the node's business.
 *
 * <p><b>Ownership.</b> A journal has one owner. Opening the same storage a second time is refused with
 * {@link StorageException.Code#LOCKED}; after a forced take-over the earlier owner is fenced and every call of it fails
 * with {@link StorageException.Code#FENCED} and changes nothing.
 *
 * <p><b>Threads.</b> All methods are called by one thread at a time and may block. <b>Errors.</b> Every method throws
 * {@link StorageException}; after one from {@code append} it is unknown whether the group is there, and the node stops.
 * A store that is full says {@link StorageException.Code#FULL}, and needs no repair once there is space.
 * <b>Life cycle.</b> Opened by whoever made it, closed by the same, after the node.
 */
public interface Journal extends AutoCloseable {
    /**
     * Makes the bytes between position and limit durable, all or none of them; there is at least one. The buffer may be
     * consumed, and is not kept.
     *
     * @return the group's position: 1 for the first group ever, then one more each time
     */
    long append(ByteBuffer group);

    /** The position of the newest group, also if it was trimmed; 0 if there was never one. */
    long end();

    /** The position up to which groups were trimmed and can no longer be replayed; 0 if all are there. */
    long trimmed();

    /**
     * Hands over every group after the position, oldest first.
     *
     * @throws StorageException with {@link StorageException.Code#DAMAGED} if one of them was trimmed, or is missing
     */
    void replay(long after, GroupHandler handler);

    /**
     * Lets go of the oldest groups, as many as can go without keeping the caller for long.
     *
     * @param upTo at most the position of the newest sealed snapshot
     * @return whether groups up to there are left, so that it should be called again
     */
    boolean trim(long upTo);

    /**
     * Begins a snapshot of the state at the position, beside the groups. At most one is under way; beginning another
     * one abandons it.
     *
     * @param extent whether it stands alone; changes need a sealed snapshot before them
     */
    SnapshotWriter beginSnapshot(long position, Extent extent);

    /** The newest sealed snapshot. One that was not sealed is never seen. */
    Optional<Snapshot> newestSnapshot();

    /** How often the node makes a snapshot in this journal. */
    default Pace pace() {
        return Pace.USUAL;
    }

    /**
     * Writes a copy of everything into a new file, which can be opened as a journal. Blocks until it is written.
     *
     * @throws UnsupportedOperationException if the journal is not kept in files
     * @throws StorageException if the file exists or cannot be written; the journal itself is as good as before
     */
    default void copyTo(Path file) {
        throw new UnsupportedOperationException("this journal is copied with the tools of its database");
    }

    /** Gives up ownership. May be called twice. */
    @Override
    void close();

    /** Takes the groups of a replay. The buffer is valid only during the call. */
    @FunctionalInterface
    interface GroupHandler {
        void group(long position, ByteBuffer group);
    }

    /** How much a snapshot holds. */
    enum Extent {
        /** Everything; the snapshots before it are of no use any more. */
        WHOLE,
        /** What has changed since the sealed snapshot before it, which stays. */
        CHANGES
    }

    /**
     * How much comes after a snapshot before the next one is begun, whichever of the two comes first; it is what a start
     * of the node has to replay.
     *
     * @param groups how many groups
     * @param bytes their size
     * @param lines how many trustlines one chunk holds at most
     */
    record Pace(long groups, long bytes, int lines) {
        /**
         * For a journal on a disk: what comes after is replayed within seconds, a snapshot is not begun more often than
         * it takes to write one, and a chunk keeps its thread for a few milliseconds.
         */
        public static final Pace USUAL = new Pace(100_000, 64L * 1024 * 1024, 256);

        public Pace {
            checkArgument(groups > 0 && bytes > 0 && lines > 0, "a pace is not still");
        }
    }

    /** Writes one snapshot in chunks, between appends. */
    interface SnapshotWriter {
        void add(ByteBuffer chunk);

        /** Makes the snapshot durable and the newest one. Nothing can be added afterwards. */
        void seal();
    }

    /** A sealed snapshot: the newest whole one, and all changes that were sealed after it. */
    interface Snapshot {
        /** The position of its newest part. */
        long position();

        /** Hands over the chunks in the order in which they were added, of the oldest part first. */
        void read(ChunkHandler handler);
    }

    /** Takes the chunks of a snapshot. The buffer is valid only during the call. */
    @FunctionalInterface
    interface ChunkHandler {
        void chunk(ByteBuffer chunk);
    }
}
