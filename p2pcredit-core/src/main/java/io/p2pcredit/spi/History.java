package io.p2pcredit.spi;

import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** What is known of this node's own payment of that id; empty if none was ever recorded. */
    Optional<PaymentRow> payment(PaymentId id);

    /**
     * What is known of a payment of this node: what all rows of its id that were stored say together.
     *
     * @param payment as the newest row has it, with the units of all rows; never {@code ACKNOWLEDGED}, which only the
     *     line itself can tell
     * @param line the line that it was asked for on
     * @param seq the number of the entry with its newest part; 0 if nothing of it is signed for
     */
    record PaymentRow(Payment payment, LineId line, long seq) {
        /** This row and everything that was stored before it under its id, as one. */
        public PaymentRow after(PaymentRow earlier) {
            Payment total = payment.withUnits(Math.addExact(earlier.payment().units(), payment.units()));
            return new PaymentRow(total, line, Math.max(seq, earlier.seq()));
        }
    }

    /**
     * What one journal group adds.
     *
     * @param payments each with the units that it adds
     */
    record Batch(long position, List<Update> updates, List<RecordedEvent> events, List<PaymentRow> payments) {
        public Batch {
            updates = List.copyOf(updates);
            events = List.copyOf(events);
            payments = List.copyOf(payments);
        }
    }

    /**
     * An event and its place.
     *
     * @param at the time of day when it was recorded, for people
     */
    record RecordedEvent(Cursor cursor, Instant at, TrustlineEvent event) {}
}
