package io.p2pcredit.spi;

import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The read model: what has happened, in a form to look things up in. It follows the journal and may lag behind it; what
 * the journal has and it has not, the node stores again when it starts.
 *
 * <p><b>Durability.</b> A crash may take back the newest batches that {@link #sync} has not covered, whole ones only.
 *
 * <p><b>Threads.</b> {@link #store} and {@link #sync} are called by one thread at a time; reads may overlap with them and
 * with each other. All methods may block and throw {@link StorageException}; none is called on the node's owner after its start. <b>Life
 * cycle.</b> Opened by whoever made it, closed by the same, after the node.
 */
public interface History extends AutoCloseable {
    /** The most rows that one read returns. */
    int MAX_ROWS = 1_000;

    /** The most bytes of updates that one read returns, unless the first update alone is larger. */
    int MAX_BYTES = 1024 * 1024;

    /** The journal position up to which everything is stored; 0 at first. */
    long position();

    /** The {@link Batch#mark} of the batch at {@link #position}; 0 at first. */
    int mark();

    /**
     * Stores everything of some journal groups, all or nothing.
     *
     * @param batches at least one
     * @throws IllegalArgumentException if the first position is not one more than {@link #position}, or another one not
     *     one more than that before it
     */
    void store(List<Batch> batches);

    /** Makes everything durable that was stored. */
    void sync();

    /**
     * A writer's updates whose last entry has at least the given number, oldest first, at most {@link #MAX_ROWS} and
     * {@link #MAX_BYTES}. Numbers only grow, unless an owner has taken an older proof as true: an update then takes the
     * place of all that were stored before it and end with its first entry or a later one.
     */
    List<Update> updates(LineId line, Side writer, long fromSeq);

    /** The events after the cursor, oldest first, at most {@code max} and at most {@link #MAX_ROWS}. */
    List<RecordedEvent> events(Cursor after, int max);

    /**
     * The events before the cursor, newest first, at most {@code max} and at most {@link #MAX_ROWS}.
     *
     * @param peer whose; everybody's if empty
     */
    List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max);

    /** What is known of this node's own payment of that id; empty if none was ever recorded. */
    Optional<PaymentRow> payment(PaymentId id);

    /**
     * Writes a copy of everything into a new file, while the history is in use.
     *
     * @throws UnsupportedOperationException if it is not kept in files
     * @throws StorageException if the file exists or cannot be written
     */
    default void copyTo(Path file) {
        throw new UnsupportedOperationException("this history is copied with the tools of its database");
    }

    @Override
    void close();

    /**
     * What is known of a payment of this node: what all events about it that were stored say together.
     *
     * @param payment as the newest event has it, with the units of all; never {@code ACKNOWLEDGED}, which only the line
     *     itself can tell
     * @param line the line that it was asked for on
     * @param numbering the {@link RecordedEvent#numbering} of the entry with its newest part; 0 if nothing of it is
     *     signed for
     * @param seq the number of that entry; 0 if nothing of it is signed for
     */
    record PaymentRow(Payment payment, LineId line, int numbering, long seq) {
        private static final Comparator<PaymentRow> BY_ENTRY =
                Comparator.comparingInt(PaymentRow::numbering).thenComparingLong(PaymentRow::seq);

        /** This row and everything that was stored before it under its id, as one. */
        public PaymentRow after(PaymentRow earlier) {
            Payment total = payment.withUnits(Math.addExact(earlier.payment().units(), payment.units()));
            PaymentRow newest = BY_ENTRY.compare(this, earlier) >= 0 ? this : earlier;
            return new PaymentRow(total, line, newest.numbering(), newest.seq());
        }
    }

    /**
     * What one journal group adds.
     *
     * @param mark tells the group from any other one at the same position
     * @param maker the first half of the payment ids that the node has made since it started, if it is known: nobody
     *     else has used one of them before, so they can be found through what was stored at about the same time and need
     *     no index of their own
     * @param events with the batch's position as cursors, and indexes in order
     */
    record Batch(long position, int mark, OptionalLong maker, List<Update> updates, List<RecordedEvent> events) {
        public Batch {
            updates = List.copyOf(updates);
            events = List.copyOf(events);
        }

        /** What the events say of this node's own payments, in order, each with the units that it adds. */
        public List<PaymentRow> payments() {
            return events.stream().flatMap(event -> event.payment().stream()).toList();
        }
    }

    /**
     * An event and its place.
     *
     * @param at the time of day when it was recorded, for people
     * @param numbering which numbering of own entries the line was in: 0 at first, and one more each time the owner has
     *     taken a proof of this node's own as true that it did not hold. Two entries with one number then are two
     * @param seq the number of the own entry that pays; 0 if the event is about none
     */
    record RecordedEvent(Cursor cursor, Instant at, LineId line, int numbering, long seq, TrustlineEvent event) {
        /** The id of the payment of this node that it says something of. */
        public Optional<PaymentId> paymentId() {
            if (event instanceof TrustlineEvent.Paid paid) {
                return paid.payment().direction() == Direction.OUTGOING
                        ? Optional.of(paid.payment().id())
                        : Optional.empty();
            }
            if (event instanceof TrustlineEvent.Queued queued) {
                return Optional.of(queued.payment().id());
            }
            return event instanceof TrustlineEvent.GivenUp given
                    ? Optional.of(given.payment().id())
                    : Optional.empty();
        }

        /** What it says of a payment of this node. */
        public Optional<PaymentRow> payment() {
            if (event instanceof TrustlineEvent.Paid paid) {
                return Optional.of(paid.payment())
                        .filter(payment -> payment.direction() == Direction.OUTGOING)
                        .map(payment -> new PaymentRow(payment, line, numbering, seq));
            }
            if (event instanceof TrustlineEvent.Queued queued) {
                return Optional.of(new PaymentRow(queued.payment().withUnits(0), line, 0, 0));
            }
            return event instanceof TrustlineEvent.GivenUp given
                    ? Optional.of(new PaymentRow(given.payment().withUnits(0), line, 0, 0))
                    : Optional.empty();
        }
    }
}
