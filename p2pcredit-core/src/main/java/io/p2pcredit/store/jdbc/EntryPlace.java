package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.Optional;

/**
 * A stored entry.
 *
 * @param number the number of its update in the history
 * @param update its update
 * @param index its place in the update, from 0
 */
record EntryPlace(long number, Update update, int index) {
    /**
     * A payment's id and part.
     *
     * @param part the number of the part; 0 for a batch
     */
    record PaymentName(PaymentId id, int part) {}

    /** The entry's name, if it pays. */
    Optional<PaymentName> name() {
        Entry entry = update.entries().get(index);
        if (entry instanceof Entry.Payment one) {
            return Optional.of(new PaymentName(one.id(), one.part()));
        }
        return entry instanceof Entry.PaymentBatch batch
                ? Optional.of(new PaymentName(batch.id(), 0))
                : Optional.empty();
    }

    /** Whether the event says just what the entry says. */
    boolean tells(RecordedEvent recorded) {
        return recorded.event() instanceof TrustlineEvent.Paid paid
                && recorded.line().equals(update.proof().line())
                && recorded.seq() == seq(paid.payment().direction())
                && paid(paid.peer(), paid.payment().direction())
                        .map(paid::equals)
                        .orElse(false);
    }

    /** The event that follows from the entry alone; empty if it does not pay. */
    Optional<TrustlineEvent> paid(PeerId peer, Direction direction) {
        PaymentStatus status = direction == Direction.OUTGOING ? PaymentStatus.SENT : PaymentStatus.ACKNOWLEDGED;
        Entry entry = update.entries().get(index);
        if (entry instanceof Entry.Payment one) {
            long whole = one.whole().units();
            long units = one.amount().units();
            return paid(new Payment(one.id(), peer, direction, whole, units, one.part(), 1, one.memo(), status));
        }
        if (entry instanceof Entry.PaymentBatch batch) {
            long sum = batch.amounts().sum();
            int count = batch.amounts().count();
            return paid(new Payment(batch.id(), peer, direction, sum, sum, 0, count, batch.memo(), status));
        }
        return Optional.empty();
    }

    /** The number of the own entry that pays, as such an event has it. */
    long seq(Direction direction) {
        return direction == Direction.OUTGOING ? update.firstSeq() + index : 0;
    }

    private static Optional<TrustlineEvent> paid(Payment payment) {
        return Optional.of(new TrustlineEvent.Paid(payment));
    }
}
