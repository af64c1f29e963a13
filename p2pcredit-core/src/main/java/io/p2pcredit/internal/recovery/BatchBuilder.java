package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.LineStory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

/** Collects what the facts of one journal group add to the history. For one thread. */
public final class BatchBuilder {
    private final Place place;
    private final OptionalLong maker;
    private final List<Update> updates = new ArrayList<>();
    private final List<RecordedEvent> events = new ArrayList<>();

    /**
     * A batch for the group at the place.
     *
     * @param maker see {@link Batch#maker}
     */
    public BatchBuilder(Place place, OptionalLong maker) {
        this.place = place;
        this.maker = maker;
    }

    /**
     * Where a group is.
     *
     * @param mark tells it from any other group at the position
     * @param at the time of day when it was written
     */
    public record Place(long position, int mark, Instant at) {}

    /**
     * Adds what the facts say of a line that stood as given before them. Events are counted from 1 within their group.
     */
    public void add(Line before, List<LineRecord> facts) {
        Line line = before;
        int from = 0;
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof LineRecord.Reconciled) {
                List<LineRecord> upToHere = facts.subList(from, i + 1);
                addInOneNumbering(line, upToHere);
                line = after(line, upToHere);
                from = i + 1;
            }
        }
        addInOneNumbering(line, facts.subList(from, facts.size()));
    }

    private static Line after(Line before, List<LineRecord> facts) {
        Line line = before;
        for (LineRecord fact : facts) {
            line = line.apply(fact);
        }
        return line;
    }

    private void addInOneNumbering(Line before, List<LineRecord> facts) {
        Queue<Long> numbers = new ArrayDeque<>();
        facts.forEach(fact -> addUpdate(fact, numbers));
        int numbering = before.accord().numbering();
        for (TrustlineEvent event : LineStory.of(before, facts)) {
            Cursor cursor = new Cursor(place.position(), events.size() + 1);
            long seq = paysFromHere(event) ? numbers.remove() : 0;
            events.add(new RecordedEvent(cursor, place.at(), before.identity().id(), numbering, seq, event));
        }
    }

    public Batch build() {
        return new Batch(place.position(), place.mark(), maker, updates, events);
    }

    /** Adds the update of a fact that has one, and the numbers of the entries with which this end pays. */
    private void addUpdate(LineRecord fact, Queue<Long> numbers) {
        if (fact instanceof LineRecord.OwnUpdate own) {
            addOwn(own.update(), numbers);
        } else if (fact instanceof LineRecord.Returned returned) {
            addOwn(returned.update(), numbers);
        } else if (fact instanceof LineRecord.PeerUpdate theirs) {
            updates.add(theirs.update());
        }
    }

    private void addOwn(Update update, Queue<Long> numbers) {
        updates.add(update);
        long seq = update.firstSeq();
        for (Entry entry : update.entries()) {
            if (entry.pays()) {
                numbers.add(seq);
            }
            seq++;
        }
    }

    /** The events of own payments come in the order of the entries that pay. */
    private static boolean paysFromHere(TrustlineEvent event) {
        return event instanceof TrustlineEvent.Paid paid && paid.payment().direction() == Direction.OUTGOING;
    }
}
