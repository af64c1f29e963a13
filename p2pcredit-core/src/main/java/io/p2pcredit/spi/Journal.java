package io.p2pcredit.spi;

import java.nio.ByteBuffer;
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

    /** The position of the newest group; 0 if there is none. */
    long end();

    /**
     * Hands over every group after the position, oldest first. Groups that a sealed snapshot covers may be gone; asking
     * for one that is gone throws {@link StorageException.Code#DAMAGED}.
     */
    void replay(long after, GroupHandler handler);

    /**
     * Begins a snapshot of the state at the position, beside the groups. At most one is under way; beginning another
     * one abandons it.
     */
    SnapshotWriter beginSnapshot(long position);

    /** The newest sealed snapshot. One that was not sealed is never seen. */
    Optional<Snapshot> newestSnapshot();

    /** Gives up ownership. May be called twice. */
    @Override
    void close();

    /** Takes the groups of a replay. The buffer is valid only during the call. */
    @FunctionalInterface
    interface GroupHandler {
        void group(long position, ByteBuffer group);
    }

    /** Writes one snapshot in chunks, between appends. */
    interface SnapshotWriter {
        void add(ByteBuffer chunk);

        /** Makes the snapshot durable and the newest one. Nothing can be added afterwards. */
        void seal();
    }

    /** A sealed snapshot. */
    interface Snapshot {
        long position();

        /** Hands over the chunks in the order in which they were added. */
        void read(ChunkHandler handler);
    }

    /** Takes the chunks of a snapshot. The buffer is valid only during the call. */
    @FunctionalInterface
    interface ChunkHandler {
        void chunk(ByteBuffer chunk);
    }
}
