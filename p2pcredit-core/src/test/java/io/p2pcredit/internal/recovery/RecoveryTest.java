package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.doubles.Batches;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.internal.recovery.Chunk.Item;
import io.p2pcredit.internal.recovery.Chunk.Part;
import io.p2pcredit.internal.recovery.Recovered.Since;
import io.p2pcredit.internal.recovery.Recovered.Weight;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final PublicKey SELF = new PublicKey(1, 2, 3, 4);
    private static final PublicKey PEER = new PublicKey(5, 6, 7, 8);
    private static final PublicKey OTHER = new PublicKey(9, 9, 9, 9);
    private static final LineIdentity BOB = identity(SELF, "Bob", PEER);
    private static final LineIdentity CAROL = identity(SELF, "Carol", OTHER);

    private final Journal journal = new InMemoryStorage().open();
    private final InMemoryHistory history = new InMemoryHistory();

    @Nested
    class FromGroups {
        @Test
        void findsTheLinesThatBegan() {
            append(created(BOB));

            assertThat(recover()).isEqualTo(new Recovered(List.of(Line.blank(BOB)), Optional.empty(), since(1, PEER)));
        }

        @Test
        void refusesALineThatBeginsTwice() {
            append(created(BOB));
            append(created(identity(SELF, "Carol", PEER)));

            isRefused("the journal holds lines of another identity, or one that does not begin just once");
        }

        @Test
        void refusesALineThatDoesNotBegin() {
            append(declined(BOB));

            isRefused("the journal holds lines of another identity, or one that does not begin just once");
        }

        @Test
        void refusesTheLineOfAnotherIdentity() {
            append(created(identity(OTHER, "Bob", PEER)));

            isRefused("the journal holds lines of another identity, or one that does not begin just once");
        }

        @Test
        void refusesAGroupOfANewerVersion() {
            byte[] group = group(created(BOB)).toArray();
            group[3] = 2;
            journal.append(ByteBuffer.wrap(group));

            isRefused(StorageException.Code.NEWER, "the journal was written by another version: 2");
        }

        @Test
        void refusesAGroupThatGoesOnAfterItsEnd() {
            ByteBuffer group = group(created(BOB)).buffer();
            Envelope envelope = new Envelope(group.getShort(0), group.getShort(2), "group");
            ByteBuffer contents = group.position(12);
            ByteBuffer longer = envelope.begin(contents.remaining() + 1);
            journal.append(envelope.seal(longer.put(contents).put((byte) 0)).buffer());

            isRefused("a group of the journal is damaged: it goes on after its end");
        }
    }

    @Nested
    class FromASnapshot {
        @Test
        void appliesToEachLineWhatItDoesNotReflect() {
            append(created(BOB));
            append(created(CAROL));
            append(proposed(BOB, 1));
            append(proposed(CAROL, 2));
            append(declined(BOB));
            bringUpTheHistory();
            Line bob = Line.blank(BOB).apply(proposed(BOB, 1).fact());
            snapshot(2, Extent.WHOLE, new Item(3, bob), new Item(4, carolAskedFor(2)));

            Recovered recovered = recover();
            assertThat(recovered.lines())
                    .containsExactly(bob.apply(declined(BOB).fact()), carolAskedFor(2));
            assertThat(recovered.since()).isEqualTo(since(3, PEER));
        }

        @Test
        void takesTheNewestPartThatHasALine() {
            appendFiveProposalsToCarol();
            Bytes whole = snapshot(2, Extent.WHOLE, new Item(2, carolAskedFor(1)), new Item(2, Line.blank(BOB)));
            Bytes changes = snapshot(4, Extent.CHANGES, new Item(4, carolAskedFor(3)));

            Recovered recovered = recover();
            assertThat(recovered.lines()).containsExactly(carolAskedFor(5), Line.blank(BOB));
            assertThat(recovered.snapshot()).hasValue(new Weight(whole.size(), changes.size()));
            assertThat(recovered.since()).isEqualTo(since(2, OTHER));
        }

        @Test
        void needsNoGroupsBeforeItButTheLast() {
            appendFiveProposalsToCarol();
            snapshot(4, Extent.WHOLE, new Item(4, carolAskedFor(3)));
            assertThat(journal.trim(3)).isFalse();

            assertThat(recover().lines()).containsExactly(carolAskedFor(5));
        }

        @Test
        void bringsTheHistoryUpToTheJournal() {
            appendFiveProposalsToCarol();
            snapshot(4, Extent.WHOLE, new Item(4, carolAskedFor(3)));
            journal.trim(3);
            append(declined(CAROL));
            recover();

            assertThat(history.position()).isEqualTo(journal.end());
            assertThat(history.events(io.p2pcredit.trustline.Cursor.START, 9)).hasSize(1);
        }

        @Test
        void tellsALostHistoryAgainWhileTheJournalHasAllGroups() {
            appendFiveProposalsToCarol();
            append(declined(CAROL));
            snapshot(4, Extent.WHOLE, new Item(4, carolAskedFor(3)));

            InMemoryHistory empty = new InMemoryHistory();
            Recovered recovered = Recovery.recover(journal, empty, SELF);
            assertThat(recovered.lines())
                    .containsExactly(carolAskedFor(5).apply(declined(CAROL).fact()));
            assertThat(recovered.snapshot()).isEmpty();
            assertThat(empty.position()).isEqualTo(journal.end());
            assertThat(empty.events(io.p2pcredit.trustline.Cursor.START, 9)).hasSize(1);
        }

        @Test
        void isRefusedIfItIsAnotherIdentitys() {
            appendFiveProposalsToCarol();
            snapshot(3, Extent.WHOLE, new Item(3, Line.blank(identity(OTHER, "Bob", PEER))));

            isRefused("the journal holds lines of another identity");
        }

        @Test
        void isRefusedIfAChunkIsMissing() {
            appendFiveProposalsToCarol();
            Part part = new Part(3, Extent.WHOLE);
            write(part, new Chunk(part, 1, true, List.of(new Item(3, carolAskedFor(2)))));

            isRefused("the snapshot of the journal is damaged: a chunk is missing");
        }

        @Test
        void isRefusedIfItsLastChunkIsMissing() {
            appendFiveProposalsToCarol();
            Part part = new Part(3, Extent.WHOLE);
            write(part, new Chunk(part, 0, false, List.of(new Item(3, carolAskedFor(2)))));

            isRefused("the snapshot of the journal is damaged: it ends too early");
        }

        @Test
        void isRefusedIfItIsEmptyAltogether() {
            appendFiveProposalsToCarol();
            journal.beginSnapshot(3, Extent.WHOLE).seal();

            isRefused("the snapshot of the journal is damaged: it ends too early");
        }

        @Test
        void isRefusedIfItBeginsWithChanges() {
            appendFiveProposalsToCarol();
            Part part = new Part(3, Extent.CHANGES);
            write(new Part(3, Extent.WHOLE), new Chunk(part, 0, true, List.of()));

            isRefused("the snapshot of the journal is damaged: its parts do not follow each other");
        }

        @Test
        void isRefusedIfAChunkIsDamaged() {
            appendFiveProposalsToCarol();
            Journal.SnapshotWriter writer = journal.beginSnapshot(3, Extent.WHOLE);
            byte[] chunk = new Chunk(new Part(3, Extent.WHOLE), 0, true, List.of())
                    .bytes()
                    .toArray();
            chunk[chunk.length - 1] ^= 1;
            writer.add(ByteBuffer.wrap(chunk));
            writer.seal();

            isRefused("a chunk of the journal is damaged: its checksum is wrong");
        }

        @Test
        void isRefusedIfItIsNewerThanTheJournal() {
            appendFiveProposalsToCarol();
            snapshot(7, Extent.WHOLE, new Item(7, carolAskedFor(5)));

            isRefused("the journal and its snapshot do not belong together");
        }
    }

    @Nested
    class WithTheHistoryOfAnotherTime {
        private static final String BACKUP = ": put both back from the same backup";

        @Test
        void refusesOneThatKnowsMore() {
            append(created(BOB));
            history.store(List.of(Batches.empty(1), Batches.empty(2)));

            isRefused("the history knows more than the journal" + BACKUP);
        }

        @Test
        void refusesOneOfAnotherJournal() {
            append(created(BOB));
            append(declined(BOB));
            history.store(List.of(Batches.empty(1), Batches.empty(2)));

            isRefused("the history and the journal do not belong together" + BACKUP);
        }

        @Test
        void refusesOneOfAnotherJournalWhenOnlyASnapshotIsLeft() {
            appendFiveProposalsToCarol();
            snapshot(journal.end(), Extent.WHOLE, new Item(journal.end(), carolAskedFor(5)));
            journal.trim(journal.end() - 1);
            assertThat(recover().lines()).containsExactly(carolAskedFor(5));

            InMemoryHistory other = new InMemoryHistory();
            IntStream.rangeClosed(1, (int) journal.end()).forEach(i -> other.store(List.of(Batches.empty(i))));
            isRefused(other, "the history and the journal do not belong together" + BACKUP);
        }

        @Test
        void refusesOneThatLacksWhatWasTrimmed() {
            appendFiveProposalsToCarol();
            snapshot(4, Extent.WHOLE, new Item(4, carolAskedFor(3)));
            journal.trim(3);

            isRefused(new InMemoryHistory(), "the history lacks what the journal does not have any more" + BACKUP);
        }

        @Test
        void refusesOneThatLacksWhatOnlyALineOfTheSnapshotReflects() {
            append(created(CAROL));
            append(proposed(CAROL, 1));
            append(proposed(CAROL, 2));
            bringUpTheHistory();
            append(proposed(CAROL, 3));
            snapshot(2, Extent.WHOLE, new Item(4, carolAskedFor(3)));
            journal.trim(1);

            isRefused("the history lacks what the journal does not have any more" + BACKUP);
        }
    }

    private void appendFiveProposalsToCarol() {
        append(created(CAROL));
        IntStream.rangeClosed(1, 5).forEach(i -> append(proposed(CAROL, i)));
        bringUpTheHistory();
    }

    private static Line carolAskedFor(long limit) {
        return Line.blank(CAROL).apply(proposed(CAROL, limit).fact());
    }

    private void bringUpTheHistory() {
        recover();
    }

    private Recovered recover() {
        return Recovery.recover(journal, history, SELF);
    }

    private void isRefused(String reason) {
        isRefused(StorageException.Code.DAMAGED, reason);
    }

    private void isRefused(StorageException.Code code, String reason) {
        isRefused(history, code, reason);
    }

    private void isRefused(History other, String reason) {
        isRefused(other, StorageException.Code.DAMAGED, reason);
    }

    private void isRefused(History other, StorageException.Code code, String reason) {
        long known = other.position();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Recovery.recover(journal, other, SELF))
                .withMessage(reason)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(other.position()).as("the history is left alone").isEqualTo(known);
    }

    private Bytes snapshot(long position, Extent extent, Item... items) {
        Part part = new Part(position, extent);
        Chunk chunk = new Chunk(part, 0, true, List.of(items));
        write(part, chunk);
        return chunk.bytes();
    }

    private void write(Part part, Chunk chunk) {
        Journal.SnapshotWriter writer = journal.beginSnapshot(part.position(), part.extent());
        writer.add(chunk.bytes().buffer());
        writer.seal();
    }

    private static Bytes group(Group.Item item) {
        return Group.of(Instant.EPOCH, List.of(item)).bytes();
    }

    private void append(Group.Item item) {
        journal.append(group(item).buffer());
    }

    private Since since(int groups, PublicKey... changed) {
        long[] bytes = new long[1];
        journal.replay(journal.end() - groups, (position, group) -> bytes[0] += group.remaining());
        return new Since(Set.of(changed), groups, bytes[0]);
    }

    private static Group.Item created(LineIdentity identity) {
        return new Group.Item(identity.id(), new LineRecord.Created(identity));
    }

    private static Group.Item proposed(LineIdentity identity, long asked) {
        return new Group.Item(identity.id(), new LineRecord.Proposed(CreditLimit.of(asked)));
    }

    private static Group.Item declined(LineIdentity identity) {
        return new Group.Item(identity.id(), new LineRecord.ProposalDeclined());
    }

    private static LineIdentity identity(PublicKey self, String peer, PublicKey key) {
        return LineIdentity.of(Asset.CREDIT, self, PeerId.of(peer), key, AccountId.of("Alice"), AccountId.of(peer));
    }
}
