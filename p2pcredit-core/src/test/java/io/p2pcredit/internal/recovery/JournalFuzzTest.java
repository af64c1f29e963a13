package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Groups of facts, and chunks of snapshots with whole lines: as they are, and sealed anew, so that their contents are
 * read although they are not what was sealed.
 */
class JournalFuzzTest extends DecoderFuzz {
    private static final int HEAD = 12;
    private static final Envelope GROUP = new Envelope((short) 0x5047, (short) 1, "group");
    private static final Envelope CHUNK = new Envelope((short) 0x5043, (short) 1, "chunk");

    @Override
    protected List<byte[]> samples() {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(1);
        List<byte[]> samples = new ArrayList<>();
        FactFormTest.facts(random)
                .forEach(fact -> samples.add(Group.of(
                                Instant.ofEpochMilli(1_700_000_000_000L),
                                List.of(new Group.Item(new LineId(new Hash(1, 2, 3, 4)), fact)))
                        .bytes()
                        .toArray()));
        for (int i = 0; i < 8; i++) {
            samples.add(LineFormTest.chunk(random).bytes().toArray());
        }
        return samples;
    }

    @Override
    protected void feed(byte[] input) {
        feed(input, Group::read, Group::bytes);
        feed(input, Chunk::read, Chunk::bytes);
        if (input.length >= HEAD) {
            feed(sealed(GROUP, input), Group::read, Group::bytes);
            feed(sealed(CHUNK, input), Chunk::read, Chunk::bytes);
        }
    }

    private static byte[] sealed(Envelope envelope, byte[] input) {
        ByteBuffer contents = envelope.begin(input.length - HEAD).put(input, HEAD, input.length - HEAD);
        return envelope.seal(contents).toArray();
    }

    private static <T> void feed(byte[] input, Function<ByteBuffer, T> read, Function<T, Bytes> write) {
        T value;
        try {
            value = read.apply(ByteBuffer.wrap(input));
        } catch (StorageException e) {
            assertThat(e.code()).isIn(Code.DAMAGED, Code.NEWER);
            PlainText.check(e);
            return;
        }
        assertThat(read.apply(write.apply(value).buffer())).isEqualTo(value);
    }
}
