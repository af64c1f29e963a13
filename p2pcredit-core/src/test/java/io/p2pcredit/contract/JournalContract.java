package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.Snapshot;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} has promised. Every test begins with an empty storage, which it may open again and again.
 */
public abstract class JournalContract extends Contract {
    /** Opens the storage of the test. */
    protected abstract Journal open();

    /** Opens the storage of the test although somebody owns it, and fences the owner; empty if that is not possible. */
    protected abstract Optional<Journal> takeOver();

    @Test
    public void beginsEmpty() {
        Journal journal = open();
        assertThat(journal.end()).isZero();
        assertThat(replayed(journal, 0)).isEmpty();
        assertThat(journal.newestSnapshot()).isEmpty();
    }

    @Test
    public void numbersItsGroupsFromOne() {
        Journal journal = open();
        for (int i = 1; i <= 5; i++) {
            assertThat(journal.append(group(i).buffer())).isEqualTo(i);
            assertThat(journal.end()).isEqualTo(i);
        }
    }

    @Test
    public void replaysEveryGroupAfterAPositionInOrder() {
        Journal journal = with(5);
        for (int after = 0; after <= 5; after++) {
            assertThat(replayed(journal, after)).as("after %s", after).isEqualTo(groups(after + 1, 5));
        }
    }

    @Test
    public void takesWhatIsBetweenPositionAndLimit() {
        Journal journal = open();
        ByteBuffer onHeap =
                ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}).position(1).limit(4);
        ByteBuffer direct = ByteBuffer.allocateDirect(5)
                .put(new byte[] {9, 4, 5, 6, 9})
                .position(1)
                .limit(4);
        journal.append(onHeap.slice());
        journal.append(direct);
        journal.append(ByteBuffer.wrap(new byte[] {9, 7, 9}, 1, 1).asReadOnlyBuffer());
        assertThat(replayed(journal, 0))
                .containsExactly(
                        new Group(1, Bytes.of((byte) 1, (byte) 2, (byte) 3)),
                        new Group(2, Bytes.of((byte) 4, (byte) 5, (byte) 6)),
                        new Group(3, Bytes.of((byte) 7)));
    }

    @Test
    public void keepsWhatItWasGivenThoughTheBufferIsUsedAgain() {
        Journal journal = open();
        byte[] reused = {1, 2, 3};
        journal.append(ByteBuffer.wrap(reused));
        SnapshotWriter snapshot = journal.beginSnapshot(1, Extent.WHOLE);
        snapshot.add(ByteBuffer.wrap(reused));
        reused[0] = 9;
        snapshot.seal();
        Bytes given = Bytes.of((byte) 1, (byte) 2, (byte) 3);
        assertThat(replayed(journal, 0)).containsExactly(new Group(1, given));
        assertThat(chunks(journal)).containsExactly(given);
    }

    @Test
    public void takesLargeGroups() {
        Journal journal = open();
        Bytes large = Bytes.of(new byte[8 * 1024 * 1024]);
        journal.append(large.buffer());
        assertThat(replayed(journal, 0).equals(List.of(new Group(1, large)))).isTrue();
    }

    @Test
    public void hasEverythingAfterItWasClosedAndOpenedAgain() {
        try (Journal journal = with(3)) {
            sealedSnapshot(journal, 2, group(20), group(21));
        }
        Journal again = open();
        assertThat(again.end()).isEqualTo(3);
        assertThat(replayed(again, 2)).isEqualTo(groups(3, 3));
        assertThat(chunks(again)).containsExactly(group(20), group(21));
        assertThat(again.append(group(4).buffer())).isEqualTo(4);
    }

    @Test
    public void hasOneOwner() {
        Journal journal = with(1);
        StorageException refusal = catchThrowableOfType(StorageException.class, this::open);
        assertThat(refusal).extracting(StorageException::code).isEqualTo(Code.LOCKED);
        assertThat(journal.append(group(2).buffer())).isEqualTo(2);
        assertThat(replayed(journal, 0)).isEqualTo(groups(1, 2));
    }

    @Test
    public void doesNothingOnceItIsClosed() {
        Journal journal = with(2);
        SnapshotWriter snapshot = journal.beginSnapshot(1, Extent.WHOLE);
        journal.close();
        journal.close();
        everyCallFailsWith(Code.CLOSED, journal, snapshot);
        Journal next = open();
        assertThat(replayed(next, 0)).isEqualTo(groups(1, 2));
        assertThat(next.newestSnapshot()).isEmpty();
    }

    @Test
    public void fencesAnOwnerThatWasTakenOver() {
        Journal fenced = with(2);
        SnapshotWriter snapshot = fenced.beginSnapshot(1, Extent.WHOLE);
        Journal owner = takenOver();
        everyCallFailsWith(Code.FENCED, fenced, snapshot);
        assertThat(replayed(owner, 0)).isEqualTo(groups(1, 2));
        assertThat(owner.newestSnapshot()).isEmpty();
        assertThat(owner.append(group(3).buffer())).isEqualTo(3);
    }

    @Test
    public void staysWithItsOwnerWhenAFencedOneIsClosed() {
        Journal fenced = with(1);
        Journal owner = takenOver();
        fenced.close();
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class);
        assertThat(owner.append(group(2).buffer())).isEqualTo(2);
    }

    @Test
    public void showsASnapshotOnceItIsSealed() {
        Journal journal = with(3);
        SnapshotWriter writer = journal.beginSnapshot(2, Extent.WHOLE);
        writer.add(group(20).buffer());
        journal.append(group(4).buffer());
        writer.add(group(21).buffer());
        assertThat(journal.newestSnapshot()).isEmpty();
        writer.seal();
        assertThat(journal.newestSnapshot()).map(Snapshot::position).hasValue(2L);
        assertThat(chunks(journal)).containsExactly(group(20), group(21));
        assertThat(replayed(journal, 2)).isEqualTo(groups(3, 4));
    }

    @Test
    public void neverShowsASnapshotThatWasNotSealed() {
        try (Journal journal = with(3)) {
            sealedSnapshot(journal, 1, group(10));
            journal.beginSnapshot(2, Extent.WHOLE).add(group(20).buffer());
        }
        Journal again = open();
        assertThat(again.newestSnapshot()).map(Snapshot::position).hasValue(1L);
        assertThat(chunks(again)).containsExactly(group(10));
    }

    @Test
    public void showsTheNewestSnapshot() {
        Journal journal = with(3);
        sealedSnapshot(journal, 1, group(10));
        sealedSnapshot(journal, 3, group(30), group(31));
        assertThat(journal.newestSnapshot()).map(Snapshot::position).hasValue(3L);
        assertThat(chunks(journal)).containsExactly(group(30), group(31));
    }

    @Test
    public void abandonsASnapshotWhenAnotherOneBegins() {
        Journal journal = with(3);
        SnapshotWriter abandoned = journal.beginSnapshot(1, Extent.WHOLE);
        abandoned.add(group(10).buffer());
        SnapshotWriter writer = journal.beginSnapshot(2, Extent.WHOLE);
        assertThatThrownBy(() -> abandoned.add(group(11).buffer())).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(abandoned::seal).isInstanceOf(RuntimeException.class);
        writer.add(group(20).buffer());
        writer.seal();
        assertThat(chunks(journal)).containsExactly(group(20));
    }

    @Test
    public void takesNothingIntoASealedSnapshot() {
        Journal journal = with(3);
        SnapshotWriter writer = journal.beginSnapshot(2, Extent.WHOLE);
        writer.add(group(20).buffer());
        writer.seal();
        assertThatThrownBy(() -> writer.add(group(21).buffer())).isInstanceOf(RuntimeException.class);
        assertThat(chunks(journal)).containsExactly(group(20));
    }

    @Test
    public void replaysWithoutAGapOrSaysThatGroupsAreGone() {
        Journal journal = with(5);
        sealedSnapshot(journal, 3, group(30));
        for (int after = 0; after < 3; after++) {
            assertThat(replayedOrGone(journal, after)).as("after %s", after).isIn(groups(after + 1, 5), List.of());
        }
        assertThat(replayed(journal, 3)).isEqualTo(groups(4, 5));
    }

    @Test
    public void stacksChangesOnTheSnapshotBeforeThem() {
        try (Journal journal = with(4)) {
            sealedSnapshot(journal, 1, group(10));
            sealed(journal.beginSnapshot(2, Extent.CHANGES), group(20), group(21));
            sealed(journal.beginSnapshot(3, Extent.CHANGES), group(30));
            journal.beginSnapshot(4, Extent.CHANGES).add(group(40).buffer());
            assertThat(journal.newestSnapshot()).map(Snapshot::position).hasValue(3L);
            assertThat(chunks(journal)).containsExactly(group(10), group(20), group(21), group(30));
        }
        Journal again = open();
        assertThat(again.newestSnapshot()).map(Snapshot::position).hasValue(3L);
        assertThat(chunks(again)).containsExactly(group(10), group(20), group(21), group(30));
    }

    @Test
    public void hasNoUseForWhatIsBeforeAWholeSnapshot() {
        Journal journal = with(4);
        sealedSnapshot(journal, 1, group(10));
        sealed(journal.beginSnapshot(2, Extent.CHANGES), group(20));
        sealedSnapshot(journal, 3, group(30));
        assertThat(chunks(journal)).containsExactly(group(30));
        sealed(journal.beginSnapshot(4, Extent.CHANGES), group(40));
        assertThat(chunks(journal)).containsExactly(group(30), group(40));
    }

    @Test
    public void takesASnapshotOfNothing() {
        try (Journal journal = with(2)) {
            sealedSnapshot(journal, 1);
            sealed(journal.beginSnapshot(2, Extent.CHANGES));
        }
        Journal again = open();
        assertThat(again.newestSnapshot()).map(Snapshot::position).hasValue(2L);
        assertThat(chunks(again)).isEmpty();
    }

    @Test
    public void takesChangesOnlyAfterASealedSnapshot() {
        Journal journal = with(2);
        assertThatThrownBy(() -> journal.beginSnapshot(1, Extent.CHANGES)).isInstanceOf(IllegalArgumentException.class);
        journal.beginSnapshot(1, Extent.WHOLE).add(group(10).buffer());
        assertThatThrownBy(() -> journal.beginSnapshot(2, Extent.CHANGES)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void trimsWhatASnapshotCovers() {
        try (Journal journal = with(5)) {
            assertThat(journal.trimmed()).isZero();
            sealedSnapshot(journal, 4, group(40));
            trim(journal, 2);
            hasOnlyGroupsAfter(2, journal);
            trim(journal, 4);
            trim(journal, 1);
            hasOnlyGroupsAfter(4, journal);
        }
        Journal again = open();
        hasOnlyGroupsAfter(4, again);
        assertThat(chunks(again)).containsExactly(group(40));
    }

    @Test
    public void keepsItsEndWhenEverythingIsTrimmed() {
        try (Journal journal = with(3)) {
            sealedSnapshot(journal, 3, group(30));
            trim(journal, 3);
            assertThat(journal.end()).isEqualTo(3);
        }
        Journal again = open();
        assertThat(again.end()).isEqualTo(3);
        assertThat(again.trimmed()).isEqualTo(3);
        assertThat(replayed(again, 3)).isEmpty();
        assertThat(again.append(group(4).buffer())).isEqualTo(4);
        assertThat(replayed(again, 3)).isEqualTo(groups(4, 4));
    }

    @Test
    public void refusesToTrimWhatNoSnapshotCovers() {
        Journal journal = with(5);
        assertThatThrownBy(() -> journal.trim(1)).isInstanceOf(IllegalArgumentException.class);
        sealedSnapshot(journal, 2, group(20));
        journal.beginSnapshot(3, Extent.WHOLE).add(group(30).buffer());
        assertThatThrownBy(() -> journal.trim(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(journal.trimmed()).isZero();
        assertThat(replayed(journal, 0)).isEqualTo(groups(1, 5));
    }

    @Test
    public void trimsManyGroupsWhileASnapshotIsWritten() {
        int count = 1_200;
        Journal journal = with(count);
        sealedSnapshot(journal, count - 1, group(10));
        SnapshotWriter writer = journal.beginSnapshot(count, Extent.WHOLE);
        writer.add(group(20).buffer());
        trim(journal, count - 1);
        writer.add(group(21).buffer());
        writer.seal();
        assertThat(chunks(journal)).containsExactly(group(20), group(21));
        assertThat(replayed(journal, count - 1)).isEqualTo(groups(count, count));
    }

    /** Calls it as long as it asks for that. */
    private static void trim(Journal journal, long upTo) {
        for (int calls = 0; journal.trim(upTo); calls++) {
            assertThat(calls).isLessThan(10_000);
        }
    }

    private static void hasOnlyGroupsAfter(int trimmed, Journal journal) {
        assertThat(journal.trimmed()).isEqualTo(trimmed);
        assertThat(journal.end()).isEqualTo(5);
        for (int after = 0; after < trimmed; after++) {
            assertThat(replayedOrGone(journal, after)).as("after %s", after).isEmpty();
        }
        assertThat(replayed(journal, trimmed)).isEqualTo(groups(trimmed + 1, 5));
    }

    private Journal with(int count) {
        Journal journal = open();
        groups(1, count).forEach(group -> journal.append(group.content().buffer()));
        return journal;
    }

    private Journal takenOver() {
        Optional<Journal> owner = takeOver();
        assumeTrue(owner.isPresent(), "an owner of this storage cannot be replaced");
        return owner.orElseThrow();
    }

    private static void everyCallFailsWith(Code code, Journal journal, SnapshotWriter snapshot) {
        Stream.<Runnable>of(
                        () -> journal.append(group(9).buffer()),
                        journal::end,
                        journal::trimmed,
                        () -> journal.trim(0),
                        () -> journal.replay(0, (position, group) -> {}),
                        () -> journal.beginSnapshot(1, Extent.WHOLE),
                        journal::newestSnapshot,
                        () -> snapshot.add(group(9).buffer()),
                        snapshot::seal)
                .map(call -> catchThrowableOfType(StorageException.class, call::run))
                .forEach(failure -> assertThat(failure)
                        .isNotNull()
                        .extracting(StorageException::code)
                        .isEqualTo(code));
    }

    private static void sealedSnapshot(Journal journal, long position, Bytes... chunks) {
        sealed(journal.beginSnapshot(position, Extent.WHOLE), chunks);
    }

    private static void sealed(SnapshotWriter writer, Bytes... chunks) {
        for (Bytes chunk : chunks) {
            writer.add(chunk.buffer());
        }
        writer.seal();
    }

    private static List<Group> replayedOrGone(Journal journal, long after) {
        try {
            return replayed(journal, after);
        } catch (StorageException e) {
            assertThat(e.code()).isEqualTo(Code.DAMAGED);
            return List.of();
        }
    }

    private static List<Group> replayed(Journal journal, long after) {
        List<Group> replayed = new ArrayList<>();
        journal.replay(after, (position, group) -> replayed.add(new Group(position, Bytes.of(group))));
        return replayed;
    }

    private static List<Bytes> chunks(Journal journal) {
        List<Bytes> chunks = new ArrayList<>();
        journal.newestSnapshot().orElseThrow().read(chunk -> chunks.add(Bytes.of(chunk)));
        return chunks;
    }

    private static List<Group> groups(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> new Group(number, group(number)))
                .toList();
    }

    private static Bytes group(int number) {
        return Bytes.utf8("group " + number);
    }

    private record Group(long position, Bytes content) {}
}
