package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RandomValues;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaleFormTest {
    static final LineId LINE = new LineId(new Hash(1, 2, 3, 4));
    static final PeerId BOB = PeerId.of("Bob");
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 123_000_000);
    private static final PaymentId ID = new PaymentId(5, 6);
    private static final long NUMBER = 1_000_000;

    static Stream<Class<?>> kinds() {
        return Arrays.stream(TrustlineEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bringsBackEveryKindOfEvent(Class<? extends TrustlineEvent> kind) {
        Seeds.repeat(100, random -> {
            TrustlineEvent event = new RandomRecords(random).of(kind);
            List<RecordedEvent> tale =
                    List.of(new RecordedEvent(new Cursor(7, 3), AT, LINE, random.nextInt(3), 0, event));
            assertThat(read(tale, TaleForm.of(tale, new BatchEntries()), Map.of()))
                    .isEqualTo(tale);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesEveryTruncationOfAnEvent(Class<? extends TrustlineEvent> kind) {
        Seeds.repeat(5, random -> {
            TrustlineEvent event = new RandomRecords(random).of(kind);
            List<RecordedEvent> tale =
                    List.of(new RecordedEvent(new Cursor(7, 3), AT, LINE, random.nextInt(3), 0, event));
            refusesEveryTruncation(tale, TaleForm.of(tale, new BatchEntries()), Map.of());
        });
    }

    @Test
    void bringsBackTalesOfAnyEventsSomeOfWhichAreEntries() {
        Seeds.repeat(200, random -> {
            Sample sample = Sample.random(random);
            assertThat(read(sample.tale(), sample.form(), sample.updates())).isEqualTo(sample.tale());
        });
    }

    @Test
    void refusesEveryTruncationOfATale() {
        Seeds.repeat(10, random -> {
            Sample sample = Sample.random(random);
            refusesEveryTruncation(sample.tale(), sample.form(), sample.updates());
        });
    }

    @Test
    void refusesWhatGoesOnAfterItsEnd() {
        Sample sample = Sample.of(new Entry.Payment(ID, 0, Amount.of(10), Amount.of(10), Memo.NONE));
        Bytes longer =
                Bytes.of(Arrays.copyOf(sample.form().toArray(), sample.form().size() + 1));
        assertThatThrownBy(() -> read(sample.tale(), longer, sample.updates())).isInstanceOf(MalformedException.class);
    }

    @Test
    void failsInOneWayOnlyWhateverTheBytes() {
        Seeds.repeat(300, random -> {
            Sample sample = Sample.random(random);
            byte[] bent = sample.form().toArray();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(sample.tale(), Bytes.of(bent), sample.updates());
            } catch (MalformedException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        });
    }

    @Test
    void writesNoPaymentTwiceThatIsAnEntry() {
        Entry[] entries = IntStream.range(0, 1_000)
                .mapToObj(i -> new Entry.Payment(
                        new PaymentId(1, i), 0, Amount.of(10), Amount.of(10), Memo.of("coffee and cake for everybody")))
                .toArray(Entry[]::new);
        assertThat(Sample.of(entries).form().size()).isLessThan(5_000);
    }

    @Test
    void refersToTheUpdatesOfItsPaymentsOnly() {
        Sample sample = Sample.of(new Entry.PaymentBatch(ID, Amounts.of(3, 4), Memo.NONE));
        assertThat(TaleForm.head(sample.form()).updates()).containsExactly(NUMBER);
        List<RecordedEvent> other = List.of(Sample.told(1, 0, new TrustlineEvent.ProposalDeclined(BOB)));
        assertThat(TaleForm.head(TaleForm.of(other, sample.entries())).updates())
                .isEmpty();
    }

    @Test
    void tellsOfAnEntryWhatDiffersFromItInAnything() {
        Entry.Payment entry = new Entry.Payment(ID, 2, Amount.of(10), Amount.of(7), Memo.of("tea"));
        Sample sample = Sample.of(entry);
        Payment as = new Payment(ID, BOB, Direction.OUTGOING, 10, 7, 2, 1, Memo.of("tea"), PaymentStatus.SENT);
        List<Payment> others = List.of(
                new Payment(new PaymentId(5, 7), BOB, Direction.OUTGOING, 10, 7, 2, 1, as.memo(), as.status()),
                new Payment(ID, BOB, Direction.INCOMING, 10, 7, 2, 1, as.memo(), as.status()),
                new Payment(ID, BOB, Direction.OUTGOING, 11, 7, 2, 1, as.memo(), as.status()),
                as.withUnits(8),
                new Payment(ID, BOB, Direction.OUTGOING, 10, 7, 3, 1, as.memo(), as.status()),
                new Payment(ID, BOB, Direction.OUTGOING, 10, 7, 2, 2, as.memo(), as.status()),
                new Payment(ID, BOB, Direction.OUTGOING, 10, 7, 2, 1, Memo.NONE, as.status()),
                as.with(PaymentStatus.ACKNOWLEDGED));
        assertThat(comesBack(sample, new TrustlineEvent.Paid(as), sample.seq())).isLessThan(20);
        comesBack(sample, new TrustlineEvent.Paid(as), sample.seq() + 1);
        others.forEach(other -> comesBack(sample, new TrustlineEvent.Paid(other), sample.seq()));
        comesBack(sample, new TrustlineEvent.Queued(as), sample.seq());
    }

    @Test
    void refusesAReferenceToAnythingElse() {
        Entry.Payment entry = new Entry.Payment(ID, 0, Amount.of(10), Amount.of(10), Memo.NONE);
        Sample sample = Sample.of(entry);
        Update changed = Sample.update(new Entry.LimitChange(CreditLimit.NONE));
        Update shorter = new Update(List.of(), changed.signed());
        for (Update other : List.of(changed, shorter)) {
            assertThatThrownBy(() -> read(sample.tale(), sample.form(), Map.of(NUMBER, other)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void isWrittenAsEver() {
        Sample sample = Sample.of(new Entry.Payment(ID, 0, Amount.of(10), Amount.of(10), Memo.NONE));
        assertThat(sample.form().toHex())
                .isEqualTo("01" + "01" + "01" + "80897a" + "5e" + "80c49fd50cc0a9d33a" + "00" + "00");
    }

    @Test
    void givesEveryKindTheNumberThatItEverHad() {
        Seeds.repeat(1, random -> {
            RandomRecords records = new RandomRecords(random);
            Map<String, Integer> numbers = new TreeMap<>();
            kinds().forEach(kind -> numbers.put(
                    kind.getSimpleName(),
                    ((TrustlineEvent) records.of(kind)).match(new EventForms()).number()));
            assertThat(numbers)
                    .containsAllEntriesOf(Map.of("Proposed", 1, "ProposalDeclined", 2, "Opened", 3, "LimitChanged", 4))
                    .containsAllEntriesOf(Map.of("Queued", 5, "GivenUp", 6, "Restored", 7, "KeyReplaced", 8))
                    .containsAllEntriesOf(Map.of("Paid", 9, "SettlementMoved", 10, "Frozen", 11, "Reconciled", 12));
            assertThat(numbers.values()).doesNotHaveDuplicates();
        });
    }

    private static int comesBack(Sample sample, TrustlineEvent event, long seq) {
        List<RecordedEvent> tale = List.of(Sample.told(1, seq, event));
        Bytes form = TaleForm.of(tale, sample.entries());
        assertThat(read(tale, form, sample.updates())).isEqualTo(tale);
        return form.size();
    }

    private static List<RecordedEvent> read(List<RecordedEvent> tale, Bytes form, Map<Long, Update> updates) {
        TaleForm.Place place = new TaleForm.Place(tale.get(0).cursor(), LINE, BOB);
        return TaleForm.read(place, form, number -> {
            if (!updates.containsKey(number)) {
                throw new MalformedException("no such update");
            }
            return updates.get(number);
        });
    }

    private static void refusesEveryTruncation(List<RecordedEvent> tale, Bytes form, Map<Long, Update> updates) {
        for (int length = 0; length < form.size(); length++) {
            Bytes shorter = Bytes.of(Arrays.copyOf(form.toArray(), length));
            assertThatThrownBy(() -> read(tale, shorter, updates))
                    .as("%s bytes of %s", length, form.size())
                    .isInstanceOf(MalformedException.class);
        }
    }

    /** A tale and the updates that its batch stores. */
    record Sample(List<RecordedEvent> tale, Map<Long, Update> updates) {
        /** A tale of this node's payments alone. */
        static Sample of(Entry... entries) {
            Update update = update(entries);
            return new Sample(tale(NUMBER, update, Direction.OUTGOING), Map.of(NUMBER, update));
        }

        static Sample random(RandomGenerator random) {
            RandomValues values = new RandomValues(random);
            RandomRecords records = new RandomRecords(random);
            Map<Long, Update> updates = new TreeMap<>();
            List<RecordedEvent> events = new ArrayList<>();
            List<Class<?>> kinds = kinds().toList();
            for (long number = 1L + random.nextInt(1_000); updates.size() < 3; number += 1 + random.nextInt(200)) {
                Update update = update(
                        Stream.generate(values::entry).limit(random.nextInt(4)).toArray(Entry[]::new));
                updates.put(number, update);
                events.addAll(tale(number, update, random.nextBoolean() ? Direction.OUTGOING : Direction.INCOMING));
                events.add(told(
                        0, random.nextInt(3), (TrustlineEvent) records.of(kinds.get(random.nextInt(kinds.size())))));
            }
            int index = random.nextInt(3);
            int numbering = random.nextInt(3);
            for (int i = 0; i < events.size(); i++) {
                RecordedEvent event = events.get(i);
                Instant at = AT.plusNanos(random.nextInt(2) * 1_000_001L);
                events.set(i, new RecordedEvent(new Cursor(7, index), at, LINE, numbering, event.seq(), event.event()));
                index += 1 + random.nextInt(2) * random.nextInt(300);
            }
            return new Sample(List.copyOf(events), updates);
        }

        static Update update(Entry... entries) {
            BalanceProof proof =
                    new BalanceProof(LINE, Side.LOW, 5_000, 3, 2, CreditLimit.of(1), 4, new Hash(7, 7, 7, 7));
            Signature signature = new Signature(Bytes.ofWords(1, 2, 3, 4, 5, 6, 7, 8));
            return new Update(List.of(entries), new SignedProof(proof, signature));
        }

        static RecordedEvent told(int index, long seq, TrustlineEvent event) {
            return new RecordedEvent(new Cursor(7, index), AT, LINE, 0, seq, event);
        }

        private static List<RecordedEvent> tale(long number, Update update, Direction direction) {
            List<RecordedEvent> tale = new ArrayList<>();
            for (int i = 0; i < update.entries().size(); i++) {
                EntryPlace place = new EntryPlace(number, update, i);
                int index = tale.size() + 1;
                place.paid(BOB, direction).ifPresent(paid -> tale.add(told(index, place.seq(direction), paid)));
            }
            return tale;
        }

        long seq() {
            return tale.get(0).seq();
        }

        BatchEntries entries() {
            BatchEntries entries = new BatchEntries();
            updates.forEach(entries::add);
            return entries;
        }

        Bytes form() {
            return TaleForm.of(tale, entries());
        }
    }
}
