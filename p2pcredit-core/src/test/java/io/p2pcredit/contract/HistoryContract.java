package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link History} has promised. Every test begins with an empty one. */
public abstract class HistoryContract extends Contract {
    private static final PeerId BOB = PeerId.of("Bob");

    /** The history of the test, opened for the first time. */
    protected abstract History opened();

    /** The same history, closed and opened again; empty if it lives no longer than its object. */
    protected abstract Optional<History> reopened(History history);

    @Test
    public void beginsEmpty() {
        History history = opened();
        assertThat(history.position()).isZero();
        assertThat(history.mark()).isZero();
        assertThat(history.eventsBefore(Cursor.END, Optional.empty(), 10)).isEmpty();
        assertThat(history.eventsBefore(Cursor.END, Optional.of(BOB), 10)).isEmpty();
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEmpty();
        assertThat(history.events(Cursor.START, 10)).isEmpty();
        assertThat(history.payment(Samples.paymentId(1))).isEmpty();
    }

    @Test
    public void standsWhereTheLastBatchStood() {
        History history = opened();
        for (long position = 1; position <= 3; position++) {
            history.store(List.of(updates(position)));
            assertThat(history.mark()).isEqualTo(markOf(position));
            assertThat(history.position()).isEqualTo(position);
        }
    }

    @Test
    public void refusesABatchThatDoesNotFollowAndKeepsNothingOfIt() {
        History history = opened();
        history.store(List.of(batch(1, 1)));
        history.store(List.of(batch(2, 1)));
        for (long position : new long[] {0, 1, 2, 4, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> history.store(List.of(batch(position, 3))))
                    .as("position %s", position)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(history.position()).isEqualTo(2);
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(updates(1, 2));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(eventsOf(batch(1, 1), batch(2, 1)));
        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 2, PaymentStatus.SENT, 2));
    }

    @Test
    public void tellsOfAPaymentWhatAllItsRowsSayTogether() {
        History history = opened();
        history.store(List.of(payments(1, Samples.paid(1, 0, PaymentStatus.QUEUED, 0))));
        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 0, PaymentStatus.QUEUED, 0));
        history.store(List.of(
                payments(2, Samples.paid(1, 3, PaymentStatus.SENT, 7), Samples.paid(2, 9, PaymentStatus.SENT, 8)),
                payments(3, Samples.paid(1, 4, PaymentStatus.SENT, 10), Samples.paid(1, 5, PaymentStatus.SENT, 12))));
        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 12, PaymentStatus.SENT, 12));
        history.store(List.of(payments(4, Samples.paid(1, 0, PaymentStatus.PARTIAL, 0))));

        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 12, PaymentStatus.PARTIAL, 12));
        assertThat(history.payment(Samples.paymentId(2))).contains(Samples.paid(2, 9, PaymentStatus.SENT, 8));
        assertThat(history.payment(Samples.paymentId(3))).isEmpty();
    }

    /** An owner has taken another proof as true, and numbers were given to entries again. */
    @Test
    public void tellsOfAPaymentInWhichNumberingItsNewestPartIs() {
        History history = opened();
        history.store(List.of(
                payments(1, Samples.paid(1, 3, PaymentStatus.SENT, 7), Samples.paid(2, 2, PaymentStatus.SENT, 8)),
                payments(
                        2,
                        in(1, Samples.paid(1, 4, PaymentStatus.SENT, 5)),
                        Samples.paid(3, 9, PaymentStatus.QUEUED, 0)),
                payments(
                        3,
                        in(1, Samples.paid(3, 9, PaymentStatus.SENT, 6)),
                        in(2, Samples.paid(4, 1, PaymentStatus.SENT, 6)))));
        assertThat(history.payment(Samples.paymentId(1))).contains(in(1, Samples.paid(1, 7, PaymentStatus.SENT, 5)));
        assertThat(history.payment(Samples.paymentId(2))).contains(Samples.paid(2, 2, PaymentStatus.SENT, 8));
        assertThat(history.payment(Samples.paymentId(3))).contains(in(1, Samples.paid(3, 9, PaymentStatus.SENT, 6)));
        assertThat(history.payment(Samples.paymentId(4))).contains(in(2, Samples.paid(4, 1, PaymentStatus.SENT, 6)));
        history.store(List.of(payments(4, Samples.paid(1, 0, PaymentStatus.IN_DOUBT, 0))));
        assertThat(history.payment(Samples.paymentId(1)))
                .contains(in(1, Samples.paid(1, 7, PaymentStatus.IN_DOUBT, 5)));
    }

    private static PaymentRow in(int numbering, PaymentRow row) {
        return new PaymentRow(row.payment(), row.line(), numbering, row.seq());
    }

    @Test
    public void tellsOfAPaymentExactlyWhatWasStoredUpToItsPosition() {
        History history = opened();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<List<String>> wrong = CompletableFuture.supplyAsync(() -> {
            List<String> seen = new ArrayList<>();
            while (!done.get()) {
                long before = history.position();
                long units = history.payment(Samples.paymentId(1))
                        .map(row -> row.payment().units())
                        .orElse(0L);
                if (history.position() == before && units != before) {
                    seen.add(units + " at " + before);
                }
            }
            return seen;
        });
        for (int position = 1; position <= 200; position++) {
            history.store(List.of(payments(position, Samples.paid(1, 1, PaymentStatus.SENT, position))));
        }
        done.set(true);
        assertThat(waiting().answer(wrong)).isEmpty();
    }

    @Test
    public void givesUpdatesFromANumberOnOldestFirst() {
        History history = opened();
        Update three =
                Samples.update(Samples.LINE, Side.LOW, 3, Samples.payment(1), Samples.payment(2), Samples.payment(3));
        Update four = Samples.update(Samples.LINE, Side.LOW, 4, Samples.payment(4));
        Update six = Samples.update(Samples.LINE, Side.LOW, 6, Samples.payment(5), Samples.payment(6));
        history.store(List.of(updates(1, three, four)));
        history.store(List.of(updates(2, six)));
        for (long from : new long[] {0, 1, 2, 3}) {
            assertThat(history.updates(Samples.LINE, Side.LOW, from)).containsExactly(three, four, six);
        }
        assertThat(history.updates(Samples.LINE, Side.LOW, 4)).containsExactly(four, six);
        assertThat(history.updates(Samples.LINE, Side.LOW, 5)).containsExactly(six);
        assertThat(history.updates(Samples.LINE, Side.LOW, 6)).containsExactly(six);
        assertThat(history.updates(Samples.LINE, Side.LOW, 7)).isEmpty();
    }

    @Test
    public void putsAnUpdateInThePlaceOfThoseThatItContradicts() {
        History history = opened();
        Update one = Samples.update(Samples.LINE, Side.LOW, 1, Samples.payment(1));
        Update two = Samples.update(Samples.LINE, Side.LOW, 2, Samples.payment(2));
        Update three = Samples.update(Samples.LINE, Side.LOW, 3, Samples.payment(3));
        Update instead = Samples.update(Samples.LINE, Side.LOW, 2, Samples.payment(7));
        Update next = Samples.update(Samples.LINE, Side.LOW, 3, Samples.payment(8));
        Update theirs = Samples.update(Samples.LINE, Side.HIGH, 3, Samples.payment(9));
        RecordedEvent told = told(1, 1, 3, Samples.payment(3, Direction.OUTGOING));
        history.store(List.of(new Batch(1, 0, OptionalLong.empty(), List.of(one, two, three, theirs), List.of(told))));
        history.store(List.of(updates(2, instead), updates(3, next)));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).containsExactly(one, instead, next);
        assertThat(history.updates(Samples.LINE, Side.HIGH, 1)).containsExactly(theirs);
        assertThat(history.events(Cursor.START, 10)).containsExactly(told);
        history.store(List.of(updates(4, two, three, instead)));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).containsExactly(one, instead);
    }

    @Test
    public void keepsLinesAndWritersApart() {
        History history = opened();
        Update low = Samples.update(Samples.line(1), Side.LOW, 1, Samples.payment(1));
        Update high = Samples.update(Samples.line(1), Side.HIGH, 1, Samples.payment(2));
        Update elsewhere = Samples.update(Samples.line(2), Side.LOW, 1, Samples.payment(3));
        history.store(List.of(updates(1, low, high, elsewhere)));
        assertThat(history.updates(Samples.line(1), Side.LOW, 1)).containsExactly(low);
        assertThat(history.updates(Samples.line(1), Side.HIGH, 1)).containsExactly(high);
        assertThat(history.updates(Samples.line(2), Side.LOW, 1)).containsExactly(elsewhere);
        assertThat(history.updates(Samples.line(2), Side.HIGH, 1)).isEmpty();
    }

    @Test
    public void givesUpdatesPageByPage() {
        History history = opened();
        List<Update> all = updates(1, History.MAX_ROWS + 7);
        history.store(List.of(updates(1, all.toArray(Update[]::new))));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(all.subList(0, History.MAX_ROWS));
        assertThat(history.updates(Samples.LINE, Side.LOW, History.MAX_ROWS + 1))
                .isEqualTo(all.subList(History.MAX_ROWS, all.size()));
    }

    @Test
    public void givesEventsAfterACursorOldestFirst() {
        History history = opened();
        List<RecordedEvent> all = List.of(event(1, 0), event(1, 1), event(3, 0), event(3, 1));
        history.store(List.of(events(1, all.subList(0, 2))));
        history.store(List.of(updates(2)));
        history.store(List.of(events(3, all.subList(2, 4))));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(all);
        assertThat(history.events(new Cursor(1, 0), 10)).isEqualTo(all.subList(1, 4));
        assertThat(history.events(new Cursor(1, 1), 10)).isEqualTo(all.subList(2, 4));
        assertThat(history.events(new Cursor(2, 7), 10)).isEqualTo(all.subList(2, 4));
        assertThat(history.events(new Cursor(3, 0), 10)).isEqualTo(all.subList(3, 4));
        assertThat(history.events(new Cursor(3, 1), 10)).isEmpty();
    }

    @Test
    public void givesNoMoreEventsThanAsked() {
        History history = opened();
        List<RecordedEvent> all = events(1, History.MAX_ROWS + 7);
        for (int i = 0; i < all.size(); i++) {
            history.store(List.of(events(i + 1, List.of(all.get(i)))));
        }
        assertThat(history.events(Cursor.START, 3)).isEqualTo(all.subList(0, 3));
        assertThat(history.events(Cursor.START, History.MAX_ROWS * 2)).isEqualTo(all.subList(0, History.MAX_ROWS));
        assertThat(history.events(all.get(History.MAX_ROWS - 1).cursor(), History.MAX_ROWS))
                .isEqualTo(all.subList(History.MAX_ROWS, all.size()));
    }

    @Test
    public void showsABatchWholeOrNotAtAll() {
        History history = opened();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<List<Integer>> halves = CompletableFuture.supplyAsync(() -> {
            List<Integer> odd = new ArrayList<>();
            while (!done.get()) {
                int size = history.events(Cursor.START, History.MAX_ROWS).size();
                if (size % 2 == 1) {
                    odd.add(size);
                }
            }
            return odd;
        });
        for (int position = 1; position <= 200; position++) {
            history.store(List.of(events(position, List.of(event(position, 1), event(position, 2)))));
        }
        done.set(true);
        assertThat(waiting().answer(halves)).isEmpty();
    }

    @Test
    public void storesSeveralBatchesAtOnce() {
        History history = opened();
        history.store(List.of(batch(1, 1), batch(2, 1), batch(3, 1)));
        assertThat(history.position()).isEqualTo(3);
        assertThat(history.mark()).isEqualTo(markOf(3));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(updates(1, 3));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(eventsOf(batch(1, 1), batch(2, 1), batch(3, 1)));
        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 3, PaymentStatus.SENT, 3));
    }

    @Test
    public void storesNoneOfSeveralBatchesIfOneDoesNotFollow() {
        History history = opened();
        history.store(List.of(batch(1, 1)));
        for (List<Batch> wrong :
                List.of(List.of(batch(2, 1), batch(4, 1)), List.of(batch(2, 1), batch(2, 1)), List.of(batch(3, 1)))) {
            assertThatThrownBy(() -> history.store(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(history.position()).isEqualTo(1);
        assertThat(history.mark()).isEqualTo(markOf(1));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(updates(1, 1));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(eventsOf(batch(1, 1)));
        assertThat(history.payment(Samples.paymentId(1))).contains(Samples.paid(1, 1, PaymentStatus.SENT, 1));
        history.store(List.of(batch(2, 1), batch(3, 1)));
        assertThat(history.position()).isEqualTo(3);
    }

    @Test
    public void tellsEveryKindOfEventAsItWas() {
        History history = opened();
        List<TrustlineEvent> kinds = Samples.eventsOfEveryKind(BOB);
        List<RecordedEvent> all = IntStream.range(0, kinds.size())
                .mapToObj(i -> new RecordedEvent(
                        new Cursor(1, i * i),
                        Samples.AT.plusNanos(i * 1_000_000L),
                        Samples.LINE,
                        i / 5,
                        i % 3,
                        kinds.get(i)))
                .toList();
        history.store(List.of(events(1, all)));
        assertThat(history.events(Cursor.START, History.MAX_ROWS)).isEqualTo(all);
        assertThat(history.eventsBefore(Cursor.END, Optional.of(BOB), History.MAX_ROWS))
                .isEqualTo(newestFirst(all));
    }

    @Test
    public void tellsOfPaymentsThatAreEntriesOfTheSameBatch() {
        History history = opened();
        Update own = Samples.update(Samples.LINE, Side.LOW, 5, Samples.payment(1), Samples.payment(2));
        Update theirs = Samples.update(Samples.LINE, Side.HIGH, 3, Samples.payment(1), Samples.payment(7));
        List<RecordedEvent> all = List.of(
                told(1, 1, 4, Samples.payment(1, Direction.OUTGOING)),
                told(1, 2, 5, Samples.payment(2, Direction.OUTGOING)),
                told(1, 3, 0, Samples.payment(1, Direction.INCOMING)),
                told(1, 4, 0, Samples.payment(7, Direction.INCOMING)),
                told(1, 5, 9, Samples.payment(2, Direction.OUTGOING)),
                told(1, 6, 4, Samples.payment(1, Direction.OUTGOING).with(PaymentStatus.ACKNOWLEDGED)));
        history.store(List.of(new Batch(1, 0, OptionalLong.empty(), List.of(own, theirs), all)));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(all);
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).containsExactly(own);
        assertThat(history.updates(Samples.LINE, Side.HIGH, 1)).containsExactly(theirs);
    }

    @Test
    public void takesNoPaymentOfThePeerForOneOfItsOwn() {
        History history = opened();
        Update theirs = Samples.update(Samples.LINE, Side.HIGH, 1, Samples.payment(7));
        history.store(List.of(new Batch(
                1,
                0,
                OptionalLong.of(Samples.paymentId(7).first()),
                List.of(theirs),
                List.of(told(1, 1, 0, Samples.payment(7, Direction.INCOMING))))));
        assertThat(history.payment(Samples.paymentId(7))).isEmpty();
    }

    @Test
    public void findsPaymentsByIdsThatTheNodeHasMade() {
        History history = opened();
        long[] counters = {0, 1, 254, 255, 256, 257, 70_000, Long.MAX_VALUE, -1, Long.MIN_VALUE};
        List<PaymentRow> rows = new ArrayList<>();
        for (long maker : new long[] {-5, 0, 9, Long.MAX_VALUE}) {
            PaymentRow[] some = Arrays.stream(counters)
                    .mapToObj(counter -> Samples.paid(
                            new PaymentId(maker, counter), 1 + rows.size(), PaymentStatus.SENT, 1 + rows.size()))
                    .toArray(PaymentRow[]::new);
            rows.addAll(List.of(some));
            history.store(List.of(made(history.position() + 1, maker, some)));
        }
        rows.forEach(row -> assertThat(history.payment(row.payment().id())).contains(row));
        for (long counter : new long[] {2, 253, 258, 511, 69_999, 70_001, Long.MAX_VALUE - 1, -2}) {
            assertThat(history.payment(new PaymentId(9, counter))).isEmpty();
            assertThat(history.payment(new PaymentId(10, counter))).isEmpty();
        }
    }

    @Test
    public void findsPaymentsByIdsWhoeverHadMadeThemWhenTheyWereRecorded() {
        History history = opened();
        PaymentId id = new PaymentId(7, 300);
        history.store(List.of(made(1, 7, Samples.paid(id, 0, PaymentStatus.QUEUED, 0))));
        assertThat(history.payment(id)).contains(Samples.paid(id, 0, PaymentStatus.QUEUED, 0));
        history.store(List.of(
                made(2, 8, Samples.paid(id, 2, PaymentStatus.SENT, 5)),
                payments(3, Samples.paid(id, 3, PaymentStatus.SENT, 6)),
                made(4, 7, Samples.paid(id, 4, PaymentStatus.SENT, 7))));
        assertThat(history.payment(id)).contains(Samples.paid(id, 9, PaymentStatus.SENT, 7));
        history.store(List.of(made(
                5,
                8,
                Samples.paid(new PaymentId(8, 300), 1, PaymentStatus.SENT, 8),
                Samples.paid(id, 0, PaymentStatus.PARTIAL, 0))));
        assertThat(history.payment(id)).contains(Samples.paid(id, 9, PaymentStatus.PARTIAL, 7));
        assertThat(history.payment(new PaymentId(8, 300)))
                .contains(Samples.paid(new PaymentId(8, 300), 1, PaymentStatus.SENT, 8));
    }

    @Test
    public void givesUpdatesOfAMegabyteAtMostUnlessTheFirstIsLarger() {
        History history = opened();
        List<Update> all = IntStream.rangeClosed(1, 8)
                .mapToObj(seq -> Samples.large(20L * seq, seq == 4 ? 14 : 4))
                .toList();
        all.forEach(update -> history.store(List.of(updates(history.position() + 1, update))));
        assertThat(history.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(all.subList(0, 3));
        assertThat(history.updates(Samples.LINE, Side.LOW, 80)).isEqualTo(all.subList(3, 4));
        assertThat(history.updates(Samples.LINE, Side.LOW, 100)).isEqualTo(all.subList(4, 7));
        assertThat(history.updates(Samples.LINE, Side.LOW, 160)).isEqualTo(all.subList(7, 8));
    }

    @Test
    public void givesEventsBeforeACursorNewestFirst() {
        History history = opened();
        List<RecordedEvent> all = List.of(event(1, 0), event(1, 1), event(3, 0), event(3, 1));
        history.store(List.of(events(1, all.subList(0, 2)), updates(2), events(3, all.subList(2, 4))));
        List<RecordedEvent> reversed = newestFirst(all);
        assertThat(history.eventsBefore(Cursor.END, Optional.empty(), 10)).isEqualTo(reversed);
        assertThat(history.eventsBefore(new Cursor(3, 2), Optional.empty(), 10)).isEqualTo(reversed);
        assertThat(history.eventsBefore(new Cursor(3, 1), Optional.empty(), 10)).isEqualTo(reversed.subList(1, 4));
        assertThat(history.eventsBefore(new Cursor(3, 0), Optional.empty(), 10)).isEqualTo(reversed.subList(2, 4));
        assertThat(history.eventsBefore(new Cursor(2, 5), Optional.empty(), 10)).isEqualTo(reversed.subList(2, 4));
        assertThat(history.eventsBefore(new Cursor(1, 1), Optional.empty(), 10)).isEqualTo(reversed.subList(3, 4));
        assertThat(history.eventsBefore(new Cursor(1, 0), Optional.empty(), 10)).isEmpty();
        assertThat(history.eventsBefore(Cursor.END, Optional.empty(), 3)).isEqualTo(reversed.subList(0, 3));
    }

    @Test
    public void givesTheEventsWithOnePeerOnAllTheirLines() {
        History history = opened();
        PeerId carol = PeerId.of("Carol");
        List<RecordedEvent> all = new ArrayList<>();
        for (int position = 1; position <= 40; position++) {
            List<RecordedEvent> some = List.of(
                    event(position, 1, Samples.line(1), BOB),
                    event(position, 2, Samples.line(2), carol),
                    event(position, 3, Samples.line(3), BOB),
                    event(position, 4, Samples.line(1), BOB));
            history.store(List.of(events(position, some)));
            all.addAll(some);
        }
        List<RecordedEvent> bobs = newestFirst(all).stream()
                .filter(event -> event.event().peer().equals(BOB))
                .toList();
        assertThat(history.eventsBefore(Cursor.END, Optional.of(BOB), 1_000)).isEqualTo(bobs);
        assertThat(history.eventsBefore(Cursor.END, Optional.of(BOB), 7)).isEqualTo(bobs.subList(0, 7));
        assertThat(history.eventsBefore(bobs.get(6).cursor(), Optional.of(BOB), 7))
                .isEqualTo(bobs.subList(7, 14));
        assertThat(history.eventsBefore(new Cursor(2, 0), Optional.of(carol), 9))
                .containsExactly(all.get(1));
        assertThat(history.eventsBefore(Cursor.END, Optional.of(PeerId.of("Dave")), 9))
                .isEmpty();
    }

    @Test
    public void givesPagesOfEventsEitherWayHoweverManyABatchTells() {
        History history = opened();
        List<RecordedEvent> all = new ArrayList<>();
        for (int position = 1; position <= 5; position++) {
            int at = position;
            List<RecordedEvent> some = IntStream.rangeClosed(1, position == 3 ? 1_500 : 3)
                    .mapToObj(index -> event(at, index))
                    .toList();
            history.store(List.of(events(position, some)));
            all.addAll(some);
        }
        List<RecordedEvent> forth = new ArrayList<>();
        List<RecordedEvent> back = new ArrayList<>();
        for (int page = 0; page < 5; page++) {
            Cursor last =
                    forth.isEmpty() ? Cursor.START : forth.get(forth.size() - 1).cursor();
            forth.addAll(history.events(last, 400));
            Cursor first =
                    back.isEmpty() ? Cursor.END : back.get(back.size() - 1).cursor();
            back.addAll(history.eventsBefore(first, Optional.empty(), 400));
        }
        assertThat(forth).isEqualTo(all);
        assertThat(back).isEqualTo(newestFirst(all));
        assertThat(history.eventsBefore(Cursor.END, Optional.empty(), 5_000))
                .isEqualTo(newestFirst(all).subList(0, History.MAX_ROWS));
    }

    @Test
    public void goesOnAfterItWasSynced() {
        History history = opened();
        history.sync();
        history.store(List.of(batch(1, 1)));
        history.sync();
        history.sync();
        assertThat(history.position()).isEqualTo(1);
        history.store(List.of(batch(2, 1)));
        assertThat(history.events(Cursor.START, 10)).isEqualTo(eventsOf(batch(1, 1), batch(2, 1)));
        assertThat(history.mark()).isEqualTo(markOf(2));
    }

    @Test
    public void hasEverythingAfterItWasClosedAndOpenedAgain() {
        History history = opened();
        history.store(List.of(batch(1, 1)));
        history.store(List.of(batch(2, 1)));
        PaymentRow made = Samples.paid(new PaymentId(7, 3), 1, PaymentStatus.SENT, 2);
        history.store(List.of(made(3, 7, made)));
        Optional<History> again = reopened(history);
        assumeTrue(again.isPresent(), "this history lives no longer than its object");
        again.ifPresent(same -> {
            assertThat(same.position()).isEqualTo(3);
            assertThat(same.mark()).isEqualTo(markOf(3));
            assertThat(same.payment(made.payment().id())).contains(made);
            assertThat(same.payment(Samples.paymentId(2))).isEmpty();
            assertThat(same.updates(Samples.LINE, Side.LOW, 1)).isEqualTo(updates(1, 2));
            assertThat(same.events(Cursor.START, 10)).isEqualTo(eventsOf(batch(1, 1), batch(2, 1), made(3, 7, made)));
            assertThat(same.payment(Samples.paymentId(1))).contains(Samples.paid(1, 2, PaymentStatus.SENT, 2));
            same.store(List.of(batch(4, 1)));
            assertThat(same.updates(Samples.LINE, Side.LOW, 3)).isEqualTo(updates(4, 4));
            assertThat(same.payment(Samples.paymentId(1))).contains(Samples.paid(1, 3, PaymentStatus.SENT, 4));
        });
    }

    /** An update, an event about a limit, and a payment of one unit. */
    private static Batch batch(long position, int index) {
        long seq = Math.max(1, position);
        return new Batch(
                position,
                markOf(position),
                OptionalLong.empty(),
                List.of(Samples.update(Samples.LINE, Side.LOW, seq, Samples.payment(1))),
                List.of(
                        event(position, index),
                        Samples.told(new Cursor(position, index + 1), Samples.paid(1, 1, PaymentStatus.SENT, seq))));
    }

    private static Batch updates(long position, Update... updates) {
        return new Batch(position, markOf(position), OptionalLong.empty(), List.of(updates), List.of());
    }

    private static Batch events(long position, List<RecordedEvent> events) {
        return new Batch(position, markOf(position), OptionalLong.empty(), List.of(), events);
    }

    private static Batch payments(long position, PaymentRow... rows) {
        return events(position, told(position, rows));
    }

    /** Payments that are recorded while the node makes ids with that first half. */
    private static Batch made(long position, long maker, PaymentRow... rows) {
        return new Batch(position, markOf(position), OptionalLong.of(maker), List.of(), told(position, rows));
    }

    private static List<RecordedEvent> told(long position, PaymentRow... rows) {
        return IntStream.range(0, rows.length)
                .mapToObj(i -> Samples.told(new Cursor(position, i + 1), rows[i]))
                .toList();
    }

    private static RecordedEvent told(long position, int index, long seq, Payment payment) {
        return new RecordedEvent(
                new Cursor(position, index), Samples.AT, Samples.LINE, 0, seq, new TrustlineEvent.Paid(payment));
    }

    private static List<RecordedEvent> newestFirst(List<RecordedEvent> events) {
        List<RecordedEvent> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        return reversed;
    }

    private static int markOf(long position) {
        return (int) (position * -77_777);
    }

    private static List<Update> updates(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(seq -> Samples.update(Samples.LINE, Side.LOW, seq, Samples.payment(1)))
                .toList();
    }

    private static List<RecordedEvent> eventsOf(Batch... batches) {
        return Arrays.stream(batches).flatMap(batch -> batch.events().stream()).toList();
    }

    private static List<RecordedEvent> events(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(position -> event(position, 1))
                .toList();
    }

    private static RecordedEvent event(long position, int index) {
        return event(position, index, Samples.LINE, BOB);
    }

    private static RecordedEvent event(long position, int index, LineId line, PeerId peer) {
        TrustlineEvent event = new TrustlineEvent.LimitChanged(peer, Direction.INCOMING, CreditLimit.of(index));
        return new RecordedEvent(new Cursor(position, index), Samples.AT, line, 0, 0, event);
    }
}
