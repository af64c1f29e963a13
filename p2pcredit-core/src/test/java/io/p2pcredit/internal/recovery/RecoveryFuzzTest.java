package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.entry.MalformedException;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.RandomLines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Journals that are whole, and whose facts make no sense one after the other: lines come of them, or they are damaged.
 * The input is the facts, one after the other; each becomes a group of its own.
 */
class RecoveryFuzzTest extends DecoderFuzz {
    private static final int STEPS = 60;

    private final LineIdentity identity;
    private final List<byte[]> lived = new ArrayList<>();
    private final List<byte[]> oneAfterTheOther;

    RecoveryFuzzTest() {
        List<LineRecord> first = stored(1);
        identity = ((LineRecord.Created) first.get(0)).identity();
        for (int seed = 1; seed <= 8; seed++) {
            lived.add(bytes(stored(seed)));
        }
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(1);
        oneAfterTheOther = FactFormTest.facts(random).stream()
                .filter(fact -> !(fact instanceof LineRecord.Created))
                .map(fact -> Bytes.concat(
                        lived.get(0),
                        FactForm.of(fact).toArray(),
                        FactForm.of(fact).toArray()))
                .toList();
    }

    private static byte[] bytes(List<LineRecord> facts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        facts.forEach(fact -> out.writeBytes(FactForm.of(fact).toArray()));
        return out.toByteArray();
    }

    private static List<LineRecord> stored(int seed) {
        return RandomLines.stored(RandomGeneratorFactory.of("SplittableRandom").create(seed), STEPS);
    }

    @Override
    protected List<byte[]> samples() {
        return Stream.concat(lived.stream(), oneAfterTheOther.stream()).toList();
    }

    @Override
    protected int inputs() {
        return 1_500;
    }

    @Test
    void isFedWithWholeLines() {
        for (byte[] sample : lived) {
            assertThat(FactForm.read(ByteBuffer.wrap(sample))).isEqualTo(new LineRecord.Created(identity));
            assertThat(recovered(sample)).hasSize(1);
        }
    }

    private Collection<Line> recovered(byte[] input) {
        Journal journal = new InMemoryStorage().open();
        for (LineRecord fact : facts(input)) {
            Group.Item item = new Group.Item(identity.id(), fact);
            journal.append(Group.of(Instant.EPOCH, List.of(item)).bytes().buffer());
        }
        return Recovery.recover(journal, new InMemoryHistory(), identity.self()).lines();
    }

    @Override
    protected void feed(byte[] input) {
        try {
            assertThat(recovered(input)).hasSizeLessThan(2);
        } catch (StorageException e) {
            assertThat(e.code()).isEqualTo(Code.DAMAGED);
            PlainText.check(e);
        }
    }

    /** Those before the first that is none. */
    private static List<LineRecord> facts(byte[] input) {
        List<LineRecord> facts = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            while (in.hasRemaining()) {
                facts.add(FactForm.read(in));
            }
        } catch (MalformedException e) {
            return facts;
        }
        return facts;
    }
}
