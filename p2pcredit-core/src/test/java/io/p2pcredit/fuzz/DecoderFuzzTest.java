package io.p2pcredit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders that break each promise are found out, and one that keeps them is not. */
class DecoderFuzzTest {
    private static final byte[] FOUR = ByteBuffer.allocate(8)
            .putInt(4)
            .put("four".getBytes(StandardCharsets.US_ASCII))
            .array();

    /** Takes a length, and so many bytes after it. */
    private static DecoderFuzz decoder(Consumer<ByteBuffer> decode) {
        return new DecoderFuzz() {
            @Override
            protected List<byte[]> samples() {
                return List.of(FOUR);
            }

            @Override
            protected void feed(byte[] input) {
                decode.accept(ByteBuffer.wrap(input));
            }
        };
    }

    private static void careful(ByteBuffer in) {
        if (in.remaining() >= Integer.BYTES) {
            int length = in.getInt();
            if (length >= 0 && length <= in.remaining()) {
                in.get(new byte[length]);
            }
        }
    }

    private static void assertFoundOut(Consumer<ByteBuffer> decode, String how) {
        DecoderFuzz broken = decoder(decode);
        broken.takesEverySample();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(broken::takesMutilatedSamplesWithinItsBounds)
                .withMessageMatching("input [0-9]+ of -Dp2pcredit\\.seed=[0-9]+: " + how + ": [0-9a-f]*");
    }

    @Test
    void acceptsACarefulDecoder() {
        decoder(DecoderFuzzTest::careful).takesMutilatedSamplesWithinItsBounds();
    }

    @Test
    void findsADecoderThatReadsPastTheEnd() {
        assertFoundOut(in -> in.position(Integer.BYTES).get(), ".*(Underflow|IllegalArgument).*");
    }

    @Test
    void findsADecoderThatTakesAsMuchMemoryAsItIsTold() {
        assertFoundOut(
                in -> {
                    int length = in.remaining() < Integer.BYTES ? 0 : in.getInt();
                    assertThat(new byte[Math.max(0, Math.min(length, 1 << 24))]).isNotNull();
                },
                "[0-9]+ bytes for [0-9]+");
    }

    @Test
    void findsADecoderThatCallsItselfAsOftenAsItIsTold() {
        assertFoundOut(in -> deeper(in.remaining() < Integer.BYTES ? 0 : in.getInt()), ".*StackOverflowError.*");
    }

    private static int deeper(int depth) {
        return depth <= 0 ? 0 : 1 + deeper(depth - 1);
    }

    @Test
    void spoilsTheSameWayAgainWithTheSameSeed() {
        assertThat(spoilt(7)).usingElementComparator(Arrays::compare).isEqualTo(spoilt(7));
        assertThat(spoilt(7)).usingElementComparator(Arrays::compare).isNotEqualTo(spoilt(8));
    }

    private static List<byte[]> spoilt(long seed) {
        Mutilation inputs =
                new Mutilation(RandomGeneratorFactory.of("SplittableRandom").create(seed), List.of(FOUR));
        return Stream.generate(inputs::next).limit(100).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\0", "\n", "\u001b[31m", "\u007f", "\u0085", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud83d"})
    void knowsWhatIsNotPlain(String foreign) {
        IllegalStateException said = new IllegalStateException("plain", new IllegalStateException("x" + foreign));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> PlainText.check(said));
    }

    @Test
    void knowsWhatIsPlain() {
        PlainText.check(new IllegalStateException("K\u00e4se \u20ac \ud83d\ude00 \ufffd", new IllegalStateException()));
    }
}
