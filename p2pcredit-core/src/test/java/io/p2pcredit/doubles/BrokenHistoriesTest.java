package io.p2pcredit.doubles;

import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

class BrokenHistoriesTest {
    /** The harness itself breaks no promise. */
    @Nested
    class WithoutAFault extends Suite {
        WithoutAFault() {
            super(ForwardingHistory::new, UnaryOperator.identity());
        }
    }

    @TestFactory
    Stream<DynamicTest> areRejected() {
        return Rejection.tests(
                HistoryContract.class,
                List.of(
                        is("beginsEmpty", "begins later", BeginningLater::new),
                        is("standsWhereTheLastBatchStood", "stands elsewhere", BeginningLater::new),
                        is("refusesABatchThatDoesNotFollowAndKeepsNothingOfIt", "skips it", Lenient::new),
                        is("tellsOfAPaymentWhatAllItsRowsSayTogether", "the newest row only", NewestRowOnly::new),
                        is("tellsOfAPaymentWhatAllItsRowsSayTogether", "knows no id", KnowingNoId::new),
                        is("tellsOfAPaymentExactlyWhatWasStoredUpToItsPosition", "too early", Hasty::new),
                        is("givesUpdatesFromANumberOnOldestFirst", "by the first entry", ByFirstEntry::new),
                        is("givesUpdatesFromANumberOnOldestFirst", "newest first", NewestFirst::new),
                        is("keepsLinesAndWritersApart", "mixes the writers", MixingWriters::new),
                        is("givesUpdatesPageByPage", "gives small pages", SmallPages::new),
                        is("givesEventsAfterACursorOldestFirst", "forgets the index", ForgettingTheIndex::new),
                        is("givesNoMoreEventsThanAsked", "gives what it likes", IgnoringTheMost::new),
                        is("showsABatchWholeOrNotAtAll", "shows half", Halving::new),
                        new Rejection<>(
                                "hasEverythingAfterItWasClosedAndOpenedAgain",
                                "forgets",
                                () -> new Suite(UnaryOperator.identity(), history -> new InMemoryHistory()) {})));
    }

    private static Rejection<HistoryContract> is(String promise, String fault, UnaryOperator<History> bend) {
        return new Rejection<>(promise, fault, () -> new Suite(bend, UnaryOperator.identity()) {});
    }

    /** The suite over a bent history. */
    abstract static class Suite extends HistoryContract {
        private final UnaryOperator<History> bend;
        private final UnaryOperator<History> reopen;

        Suite(UnaryOperator<History> bend, UnaryOperator<History> reopen) {
            this.bend = bend;
            this.reopen = reopen;
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(5);
        }

        @Override
        protected History opened() {
            return bend.apply(new InMemoryHistory());
        }

        @Override
        protected Optional<History> reopened(History history) {
            return Optional.of(reopen.apply(history));
        }
    }

    private static final class BeginningLater extends ForwardingHistory {
        BeginningLater(History honest) {
            super(honest);
        }

        @Override
        public long position() {
            return super.position() + 1;
        }
    }

    /** Passes over a batch that does not follow, without a word. */
    private static final class Lenient extends ForwardingHistory {
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
    private static final class NewestRowOnly extends ForwardingHistory {
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

    private static final class KnowingNoId extends ForwardingHistory {
        KnowingNoId(History honest) {
            super(honest);
        }

        @Override
        public Optional<PaymentRow> payment(PaymentId id) {
            return Optional.empty();
        }
    }

    /** Is at a position a while before it can tell what was stored there. */
    private static final class Hasty extends ForwardingHistory {
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
    private static final class ByFirstEntry extends ForwardingHistory {
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

    private static final class NewestFirst extends ForwardingHistory {
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

    private static final class MixingWriters extends ForwardingHistory {
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

    private static final class SmallPages extends ForwardingHistory {
        SmallPages(History honest) {
            super(honest);
        }

        @Override
        public List<Update> updates(LineId line, Side writer, long fromSeq) {
            return super.updates(line, writer, fromSeq).stream().limit(10).toList();
        }
    }

    private static final class ForgettingTheIndex extends ForwardingHistory {
        ForgettingTheIndex(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(new Cursor(after.position(), Integer.MAX_VALUE), max);
        }
    }

    private static final class IgnoringTheMost extends ForwardingHistory {
        IgnoringTheMost(History honest) {
            super(honest);
        }

        @Override
        public List<RecordedEvent> events(Cursor after, int max) {
            return super.events(after, MAX_ROWS);
        }
    }

    /** Shows the first event of a batch for a while before the others. */
    private static final class Halving extends ForwardingHistory {
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
