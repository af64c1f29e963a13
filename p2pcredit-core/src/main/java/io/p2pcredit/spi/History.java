package io.p2pcredit.spi;

import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.List;

/**
 * The read model: what has happened, in a form to look things up in. It follows the journal, may lag behind it, and
 * loses nothing by a crash, because the node stores again what the journal has and it has not.
 *
 * <p><b>Threads.</b> {@link #store} is called by one thread at a time; reads may overlap with it and with each other.
 * All methods may block and throw {@link StorageException}; none is called on the node's owner. <b>Life cycle.</b>
 * Closed by whoever made it, after the node.
 */
public interface History {
    /** The most rows that one read returns. */
    int MAX_ROWS = 1_000;

    /** The journal position up to which everything is stored; 0 at first. */
    long position();

    /**
     * Stores everything of one journal group, all or nothing.
     *
     * @throws IllegalArgumentException if the batch's position is not one more than {@link #position}
     */
    void store(Batch batch);

    /** A writer's updates whose last entry has at least the given number, oldest first, at most {@link #MAX_ROWS}. */
    List<Update> updates(LineId line, Side writer, long fromSeq);

    /** The events after the cursor, oldest first, at most {@code max} and at most {@link #MAX_ROWS}. */
    List<RecordedEvent> events(Cursor after, int max);

    /** What one journal group adds. */
    record Batch(long position, List<Update> updates, List<RecordedEvent> events) {
        public Batch {
            updates = List.copyOf(updates);
            events = List.copyOf(events);
        }
    }

    /**
     * An event and its place.
     *
     * @param at the time of day when it was recorded, for people
     */
    record RecordedEvent(Cursor cursor, Instant at, TrustlineEvent event) {}
}
