package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Groups and chunks that can be told by their numbers. */
final class Sample {
    /** How many chunks a snapshot has. */
    static final int CHUNKS = 3;

    private Sample() {}

    /** The group at a position: a few bytes, or some pages. */
    static Bytes group(long position) {
        byte[] content = new byte[1 + (int) (position * 997 % 9_000)];
        new SplittableRandom(position).nextBytes(content);
        return Bytes.of(content);
    }

    /** A chunk of the snapshot at a position. */
    static Bytes chunk(long position, int index) {
        return Bytes.of(ByteBuffer.allocate(12).putLong(position).putInt(index).flip());
    }

    static void append(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(group(journal.end() + 1).buffer());
        }
    }

    static void snapshot(Journal journal, Extent extent) {
        long position = journal.end();
        SnapshotWriter writer = journal.beginSnapshot(position, extent);
        for (int i = 0; i < CHUNKS; i++) {
            writer.add(chunk(position, i).buffer());
        }
        writer.seal();
    }

    /** What is in the journal is what was written, from where it was trimmed to its end. */
    static void assertWhole(Journal journal) {
        List<Long> positions = new ArrayList<>();
        journal.replay(journal.trimmed(), (position, content) -> {
            assertThat(Bytes.of(content)).as("group %s", position).isEqualTo(group(position));
            positions.add(position);
        });
        assertThat(positions).hasSize((int) (journal.end() - journal.trimmed()));
        journal.newestSnapshot().ifPresent(Sample::assertWhole);
    }

    private static void assertWhole(Journal.Snapshot snapshot) {
        List<Bytes> found = new ArrayList<>();
        snapshot.read(chunk -> found.add(Bytes.of(chunk)));
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            expected.add(chunk(found.get(i - i % CHUNKS).word(0), i % CHUNKS));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(found.size() % CHUNKS).isZero();
        assertThat(found.get(found.size() - 1).word(0)).isEqualTo(snapshot.position());
    }
}
