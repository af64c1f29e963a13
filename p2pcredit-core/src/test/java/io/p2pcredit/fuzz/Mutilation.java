package io.p2pcredit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Valid inputs, spoilt by chance in the ways in which decoders are wrong: bits flipped, parts cut out, repeated or taken
 * from another input, numbers where a length may stand, texts where a text may stand. Not thread-safe.
 */
public final class Mutilation {
    /** How many bytes a part that is repeated often comes to. */
    private static final int REPEATED = 4_000;

    private static final long[] EDGES = {
        0,
        1,
        2,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        10_000,
        10_001,
        1L << 20,
        Integer.MAX_VALUE,
        1L << 31,
        -1,
        1L << 53,
        (1L << 53) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final List<String> TEXTS = List.of(
            "\0",
            "\n",
            "\r\n",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u200f",
            "\u202e",
            "\u2066",
            "\u2028",
            "\ufeff",
            "\ufffd",
            "\ud83d\ude00",
            "e\u0301",
            "\u0661",
            "\"",
            "\\",
            "\\ud800",
            "'",
            " ",
            "\t",
            "%",
            "%00",
            "%zz",
            "+",
            "&",
            "=",
            ":",
            ";",
            "/",
            "../",
            "@",
            "#",
            "{",
            "}",
            "[",
            "]",
            ",",
            "null",
            "true",
            "-1",
            "-0",
            "0x10",
            "1e999",
            "1.5",
            "9007199254740991",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "NaN",
            "${x}",
            "--",
            "--yes");

    private final RandomGenerator random;
    private final List<byte[]> samples;

    /** @param samples what is spoilt; at least one */
    public Mutilation(RandomGenerator random, List<byte[]> samples) {
        this.random = random;
        this.samples = List.copyOf(samples);
    }

    /** A sample that was spoilt a few times; seldom one as it is, or nothing but noise. */
    public byte[] next() {
        if (random.nextInt(50) == 0) {
            return noise(random.nextInt(300));
        }
        byte[] spoilt = sample();
        for (int left = random.nextInt(5); left > 0; left--) {
            spoilt = spoiltOnce(spoilt);
        }
        return spoilt;
    }

    private byte[] spoiltOnce(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(Math.min(input.length - at, 64) + 1);
        return switch (random.nextInt(10)) {
            case 0, 1 -> flipped(input);
            case 2 -> joined(head(input, at));
            case 3 -> joined(head(input, at), tail(input, to));
            case 4 -> joined(head(input, at), noise(1 + random.nextInt(8)), tail(input, at));
            case 5 -> repeated(input, at, to);
            case 6, 7 -> withNumber(input, at);
            case 8 -> joined(head(input, at), text(), tail(input, random.nextBoolean() ? at : to));
            default -> spliced(input, at);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] copy = input.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] repeated(byte[] input, int at, int to) {
        int times = random.nextInt(20) == 0 ? REPEATED / Math.max(1, to - at) : 1 + random.nextInt(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        for (int i = 0; i <= times; i++) {
            out.write(input, at, to - at);
        }
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }

    /** One of the edges, or about as many as there are bytes, in 1, 2, 4 or 8 bytes over what stood there. */
    private byte[] withNumber(byte[] input, int at) {
        int width = 1 << random.nextInt(4);
        long number = random.nextInt(4) == 0
                ? input.length - at + random.nextInt(-9, 10)
                : EDGES[random.nextInt(EDGES.length)];
        byte[] whole = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        byte[] written = Arrays.copyOfRange(whole, Long.BYTES - width, Long.BYTES);
        return joined(head(input, at), written, tail(input, Math.min(input.length, at + width)));
    }

    private byte[] text() {
        return TEXTS.get(random.nextInt(TEXTS.size())).getBytes(UTF_8);
    }

    private byte[] spliced(byte[] input, int at) {
        byte[] other = sample();
        return joined(head(input, at), tail(other, random.nextInt(other.length + 1)));
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    private byte[] noise(int size) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] head(byte[] input, int end) {
        return Arrays.copyOf(input, end);
    }

    private static byte[] tail(byte[] input, int begin) {
        return Arrays.copyOfRange(input, begin, input.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
