package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.internal.recovery.Chunk.Item;
import io.p2pcredit.internal.recovery.Chunk.Part;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.RandomLines;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LineFormTest {
    @Test
    void readsALineOfAnyHistoryAsItWasWritten() {
        Seeds.repeat(400, random -> RandomLines.lived(random, 60).forEach(LineFormTest::assertIsReadAsItWasWritten));
    }

    @Test
    void readsWhateverALineCanHoldAsItWasWritten() {
        Seeds.repeat(1_000, random -> assertIsReadAsItWasWritten(RandomLines.any(random)));
    }

    @Test
    void writesDifferentLinesDifferently() {
        Seeds.repeat(200, random -> {
            Line one = RandomLines.any(random);
            Line other = RandomLines.any(random);
            assertThat(LineForm.of(one).equals(LineForm.of(other))).isEqualTo(one.equals(other));
        });
    }

    private static void assertIsReadAsItWasWritten(Line line) {
        ByteBuffer in = LineForm.of(line).buffer();
        assertThat(LineForm.read(in)).isEqualTo(line);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void refusesALineThatEndsTooEarly() {
        Seeds.repeat(10, random -> {
            Bytes whole = LineForm.of(RandomLines.any(random));
            for (int size = 0; size < whole.size(); size++) {
                ByteBuffer cut = whole.buffer().limit(size);
                assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> LineForm.read(cut));
            }
        });
    }

    @Test
    void readsAChunkAsItWasWritten() {
        Seeds.repeat(100, random -> {
            Chunk chunk = chunk(random);
            assertThat(Chunk.read(chunk.bytes().buffer())).isEqualTo(chunk);
        });
    }

    @Test
    void refusesAChunkWithAnyBitFlippedAndAnyPartOfOne() {
        Seeds.repeat(3, random -> {
            byte[] whole = chunk(random).bytes().toArray();
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                StorageException.Code expected =
                        bit / 8 == 2 || bit / 8 == 3 ? StorageException.Code.NEWER : StorageException.Code.DAMAGED;
                assertRefused(ByteBuffer.wrap(flipped), expected);
            }
            for (int size = 0; size < whole.length; size++) {
                assertRefused(ByteBuffer.wrap(whole, 0, size), StorageException.Code.DAMAGED);
            }
        });
    }

    private static void assertRefused(ByteBuffer stored, StorageException.Code code) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Chunk.read(stored))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    static Chunk chunk(RandomGenerator random) {
        List<Item> items = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            items.add(new Item(random.nextLong(), RandomLines.any(random)));
        }
        Part part = new Part(random.nextLong(), random.nextBoolean() ? Extent.WHOLE : Extent.CHANGES);
        return new Chunk(part, random.nextLong(), random.nextBoolean(), items);
    }
}
