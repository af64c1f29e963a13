package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Batches as a node would store them, that can be told by their positions: each pays Bob a few times with ids that the
 * node makes, once with a chosen one, and changes a limit.
 */
final class Stories {
    static final PeerId BOB = PeerId.of("Bob");
    static final LineId LINE = new LineId(new Hash(1, 2, 3, 4));

    private static final long MAKER = 77;
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    private Stories() {}

    static Batch batch(long position) {
        return batch(position, (int) (position % 3), 1);
    }

    /** A batch with that many payments of either kind. */
    static Batch batch(long position, int made, int chosen) {
        List<Entry> entries = new ArrayList<>();
        LongStream.range(0, made).forEach(i -> entries.add(payment(madeId(position, (int) i), position)));
        LongStream.range(0, chosen).forEach(i -> entries.add(payment(chosenId(position, (int) i), position)));
        Update update = update(position * 1_000, entries);
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            EntryPlace place = new EntryPlace(0, update, i);
            events.add(event(position, i + 1, place.seq(Direction.OUTGOING), place.paid(BOB, Direction.OUTGOING)));
        }
        Optional<TrustlineEvent> limit =
                Optional.of(new TrustlineEvent.LimitChanged(BOB, Direction.INCOMING, CreditLimit.of(position)));
        events.add(event(position, entries.size() + 1, 0, limit));
        return new Batch(position, (int) position * 31, OptionalLong.of(MAKER), List.of(update), events);
    }

    static List<Batch> batches(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Stories::batch).toList();
    }

    static PaymentId madeId(long position, int index) {
        return new PaymentId(MAKER, position * 1_000 + index);
    }

    static PaymentId chosenId(long position, int index) {
        long mixed = (position * 1_000 + index) * 0x9E37_79B9_7F4A_7C15L;
        return new PaymentId(mixed | 128, Long.rotateLeft(mixed, 29));
    }

    /** Whether what the history tells is the stories up to where it stands, and all of it. */
    static boolean isWhole(History history) {
        long end = history.position();
        List<RecordedEvent> expected = batches(1, end).stream()
                .flatMap(batch -> batch.events().stream())
                .toList();
        List<Update> updates = batches(1, end).stream()
                .flatMap(batch -> batch.updates().stream())
                .toList();
        return events(history).equals(expected)
                && updates(history).equals(updates)
                && history.mark() == (int) end * 31
                && LongStream.rangeClosed(1, end)
                        .allMatch(position ->
                                history.payment(chosenId(position, 0)).isPresent());
    }

    static List<RecordedEvent> events(History history) {
        List<RecordedEvent> all = new ArrayList<>();
        Cursor after = Cursor.START;
        for (List<RecordedEvent> page = history.events(after, History.MAX_ROWS);
                !page.isEmpty();
                page = history.events(after, History.MAX_ROWS)) {
            all.addAll(page);
            after = page.get(page.size() - 1).cursor();
        }
        return all;
    }

    static List<Update> updates(History history) {
        List<Update> all = new ArrayList<>();
        long next = 1;
        for (List<Update> page = history.updates(LINE, Side.LOW, next);
                !page.isEmpty();
                page = history.updates(LINE, Side.LOW, next)) {
            all.addAll(page);
            next = page.get(page.size() - 1).proof().seq() + 1;
        }
        return all;
    }

    private static Entry payment(PaymentId id, long units) {
        return new Entry.Payment(id, 0, Amount.of(units), Amount.of(units), Memo.of("tea"));
    }

    private static Update update(long seq, List<Entry> entries) {
        BalanceProof proof =
                new BalanceProof(LINE, Side.LOW, seq, seq, 0, CreditLimit.of(seq), 0, new Hash(seq, 0, 0, 0));
        return new Update(entries, new SignedProof(proof, new Signature(Bytes.ofWords(seq, 0, 0, 0, 0, 0, 0, 0))));
    }

    private static RecordedEvent event(long position, int index, long seq, Optional<TrustlineEvent> event) {
        return new RecordedEvent(new Cursor(position, index), AT, LINE, 0, seq, event.orElseThrow());
    }
}
