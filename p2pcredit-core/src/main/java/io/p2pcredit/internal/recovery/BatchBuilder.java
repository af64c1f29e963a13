package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.LineStory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Collects what the facts of one journal group add to the history. For one thread. */
public final class BatchBuilder {
    private final long position;
    private final Instant at;
    private final List<Update> updates = new ArrayList<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<PaymentRow> payments = new ArrayList<>();

    /** A batch for the group at the position, which was written at that time of day. */
    public BatchBuilder(long position, Instant at) {
        this.position = position;
        this.at = at;
    }

    /**
     * Adds what the facts say of a line that stood as given before them. Events are counted from 1 within their group.
     */
    public void add(Line before, List<LineRecord> facts) {
        Queue<Long> numbers = new ArrayDeque<>();
        facts.forEach(fact -> addUpdate(before.identity(), fact, numbers));
        for (TrustlineEvent event : LineStory.of(before, facts)) {
            events.add(new RecordedEvent(new Cursor(position, events.size() + 1), at, event));
            addPayment(before.identity().id(), event, numbers);
        }
    }

    public Batch build() {
        return new Batch(position, updates, events, payments);
    }

    /** Adds the update of a fact that has one, and the numbers of the entries with which this end pays. */
    private void addUpdate(LineIdentity identity, LineRecord fact, Queue<Long> numbers) {
        if (fact instanceof LineRecord.OwnUpdate own) {
            addOwn(identity, own.update(), numbers);
        } else if (fact instanceof LineRecord.Returned returned) {
            addOwn(identity, returned.update(), numbers);
        } else if (fact instanceof LineRecord.PeerUpdate theirs) {
            updates.add(theirs.update());
        }
    }

    private void addOwn(LineIdentity identity, Update update, Queue<Long> numbers) {
        updates.add(update);
        long seq = update.firstSeq();
        for (Entry entry : update.entries()) {
            if (LineStory.payment(identity, entry, Direction.OUTGOING).isPresent()) {
                numbers.add(seq);
            }
            seq++;
        }
    }

    /** The events of payments come in the order of the entries that pay, and in order with those that only wait. */
    private void addPayment(LineId line, TrustlineEvent event, Queue<Long> numbers) {
        if (event instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.OUTGOING) {
            payments.add(new PaymentRow(paid.payment(), line, numbers.remove()));
        } else if (event instanceof TrustlineEvent.Queued queued) {
            payments.add(new PaymentRow(queued.payment().withUnits(0), line, 0));
        } else if (event instanceof TrustlineEvent.GivenUp given) {
            payments.add(new PaymentRow(given.payment().withUnits(0), line, 0));
        }
    }
}
