package io.p2pcredit.doubles;

import com.google.common.collect.Lists;
import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Histories that break one promise each. */
final class BrokenHistories {
    private BrokenHistories() {}

    static final class BeginningLater extends ForwardingHistory {
        BeginningLater(History honest) {
            super(honest);
        }

        @Override
        public long position() {
            return super.position() + 1;
        }
    }

    /** Passes over a batch that does not follow, without a word. */
    static final class Lenient extends ForwardingHistory {
        Lenient(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            if (batches.get(0).position() == position() + 1) {
                super.store(batches);
            }
        }
    }

    /** Forgets what earlier batches said of a payment. */
    static final class NewestRowOnly extends ForwardingHistory {
        private final Map<PaymentId, PaymentRow> newest = new ConcurrentHashMap<>();

        NewestRowOnly(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            super.store(batches);
            batches.stream()
                    .flatMap(batch -> batch.payments().stream())
                    .forEach(row -> newest.put(row.payment().id(), row));
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return Optional.ofNullable(newest.get(id));
        }
    }

    static final class KnowingNoId extends ForwardingHistory {
        KnowingNoId(History honest) {
            super(honest);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return Optional.empty();
        }
    }

    /** Is at a position a while before it can tell what was stored there. */
    static final class Hasty extends ForwardingHistory {
        private volatile long position;

        Hasty(History honest) {
            super(honest);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void store(List<Batch> batches) {
            position = batches.get(batches.size() - 1).position();
            LockSupport.parkNanos(1_000_000);
            super.store(batches);
        }
    }

    /** Leaves out an update of which only the last entries are wanted. */
    static final class ByFirstEntry extends ForwardingHistory {
        ByFirstEntry(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return super.updates(line, writer, fromSeq).stream()
                    .filter(update -> update.firstSeq() >= fromSeq)
                    .toList();
        }
    }

    static final class NewestFirst extends ForwardingHistory {
        NewestFirst(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            List<Update> reversed = new ArrayList<>(super.updates(line, writer, fromSeq));
            Collections.reverse(reversed);
            return reversed;
        }
    }

    /** Gives what was replaced, too. */
    static final class KeepingBoth extends ForwardingHistory {
        private final List<Update> all = new CopyOnWriteArrayList<>();

        KeepingBoth(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            super.store(batches);
            batches.forEach(batch -> all.addAll(batch.updates()));
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return all.stream()
                    .filter(update ->
                            update.proof().side() == writer && update.proof().seq() >= fromSeq)
                    .toList();
        }
    }

    static final class MixingWriters extends ForwardingHistory {
        MixingWriters(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return Stream.of(Side.values())
                    .flatMap(side -> super.updates(line, side, fromSeq).stream())
                    .toList();
        }
    }

    static final class SmallPages extends ForwardingHistory {
        SmallPages(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return super.updates(line, writer, fromSeq).stream().limit(10).toList();
        }
    }

    static final class ForgettingTheMark extends ForwardingHistory {
        ForgettingTheMark(History honest) {
            super(honest);
        }

        @Override
        public int mark() {
            return 0;
        }
    }

    static final class StoringTheFirstOnly extends ForwardingHistory {
        StoringTheFirstOnly(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            super.store(batches.subList(0, 1));
        }
    }

    static final class StoringOneByOne extends ForwardingHistory {
        StoringOneByOne(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            batches.forEach(batch -> super.store(List.of(batch)));
        }
    }

    static final class BendingEvents extends ForwardingHistory {
        private final UnaryOperator<RecordedEvent> bend;

        BendingEvents(History honest, UnaryOperator<RecordedEvent> bend) {
            super(honest);
            this.bend = bend;
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(after, max).stream().map(bend).toList();
        }
    }

    /** Finds every payment that was told of, whoever pays. */
    static final class TakingThePeers extends ForwardingHistory {
        TakingThePeers(History honest) {
            super(honest);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return events(Cursor.START, MAX_ROWS).stream()
                    .filter(event -> event.event() instanceof TrustlineEvent.Paid paid
                            && paid.payment().id().equals(id))
                    .map(event -> new PaymentRow(
                            ((TrustlineEvent.Paid) event.event()).payment(),
                            event.line(),
                            event.numbering(),
                            event.seq()))
                    .reduce((earlier, later) -> later.after(earlier));
        }
    }

    /** Takes the part with the largest number for the newest, in whichever numbering it has it. */
    static final class TellingTheLargestNumber extends ForwardingHistory {
        TellingTheLargestNumber(History honest) {
            super(honest);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            long largest = events(Cursor.START, MAX_ROWS).stream()
                    .flatMap(event -> event.payment().stream())
                    .filter(row -> row.payment().id().equals(id))
                    .mapToLong(PaymentRow::seq)
                    .max()
                    .orElse(0);
            return super.payment(id).map(row -> new PaymentRow(row.payment(), row.line(), row.numbering(), largest));
        }
    }

    /** Keeps no index of ids that the node makes, and nothing else of them. */
    static final class FindingNoneMade extends ForwardingHistory {
        private final Set<Long> makers = ConcurrentHashMap.newKeySet();

        FindingNoneMade(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            batches.forEach(batch -> batch.maker().ifPresent(makers::add));
            super.store(batches);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return makers.contains(id.first()) ? Optional.empty() : super.payment(id);
        }
    }

    /** Takes the next payment whose id it knows for the one that it does not know. */
    static final class FindingNeighbours extends ForwardingHistory {
        FindingNeighbours(History honest) {
            super(honest);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return super.payment(id).or(() -> super.payment(new PaymentId(id.first(), id.second() - 1)));
        }
    }

    /** Forgets of a payment what was recorded while other ids were made. */
    static final class FindingTheMakersOwn extends ForwardingHistory {
        FindingTheMakersOwn(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            super.store(batches.stream().map(FindingTheMakersOwn::ofTheMaker).toList());
        }

        private static Batch ofTheMaker(Batch batch) {
            return new Batch(
                    batch.position(),
                    batch.mark(),
                    batch.maker(),
                    batch.updates(),
                    batch.events().stream()
                            .filter(event -> event.payment()
                                    .map(row -> row.payment().id().first())
                                    .filter(first -> first != batch.maker().orElse(first))
                                    .isEmpty())
                            .toList());
        }
    }

    static final class GivingAllUpdates extends ForwardingHistory {
        GivingAllUpdates(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            List<Update> all = new ArrayList<>();
            long next = fromSeq;
            for (List<Update> page = super.updates(line, writer, next);
                    !page.isEmpty();
                    page = super.updates(line, writer, next)) {
                all.addAll(page);
                next = page.get(page.size() - 1).proof().seq() + 1;
            }
            return all;
        }
    }

    static final class NothingLarge extends ForwardingHistory {
        NothingLarge(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return super.updates(line, writer, fromSeq).stream()
                    .filter(update -> CanonicalForm.of(update).size() <= MAX_BYTES)
                    .toList();
        }
    }

    static final class OldestFirst extends ForwardingHistory {
        OldestFirst(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
            return Lists.reverse(super.eventsBefore(before, peer, max));
        }
    }

    static final class UpToTheCursor extends ForwardingHistory {
        UpToTheCursor(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
            boolean isLast = before.index() == Integer.MAX_VALUE;
            return super.eventsBefore(isLast ? before : new Cursor(before.position(), before.index() + 1), peer, max);
        }
    }

    static final class Everybodys extends ForwardingHistory {
        Everybodys(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
            return super.eventsBefore(before, Optional.empty(), max);
        }
    }

    /** Knows one line only for each peer. */
    static final class OneLine extends ForwardingHistory {
        OneLine(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> eventsBefore(Cursor before, Optional<PeerId> peer, int max) {
            List<RecordedEvent> all = super.eventsBefore(before, peer, max);
            return all.stream()
                    .filter(event -> event.line().equals(all.get(0).line()))
                    .toList();
        }
    }

    static final class EndingWithSync extends ForwardingHistory {
        private boolean ended;

        EndingWithSync(History honest) {
            super(honest);
        }

        @Override
        public void sync() {
            ended = position() > 0;
        }

        @Override
        public void store(List<Batch> batches) {
            if (!ended) {
                super.store(batches);
            }
        }
    }

    static final class ForgettingTheIndex extends ForwardingHistory {
        ForgettingTheIndex(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(new Cursor(after.position(), Integer.MAX_VALUE), max);
        }
    }

    static final class IgnoringTheMost extends ForwardingHistory {
        IgnoringTheMost(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(after, MAX_ROWS);
        }
    }

    /** Shows the first event of a batch for a while before the others. */
    static final class Halving extends ForwardingHistory {
        private volatile int hidden;

        Halving(History honest) {
            super(honest);
        }

        @Override
        public void store(List<Batch> batches) {
            hidden = batches.get(0).events().size() - 1;
            super.store(batches);
            LockSupport.parkNanos(1_000_000);
            hidden = 0;
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            List<RecordedEvent> all = super.events(after, max);
            return all.subList(0, Math.max(0, all.size() - hidden));
        }
    }
}
