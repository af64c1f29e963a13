package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes numbers in as few bytes as they need: seven bits in each, the lowest first, the eighth set in all but the last.
 * Not thread-safe.
 */
final class CompactWriter {
    private static final int USUAL_SIZE = 256;

    private byte[] written = new byte[USUAL_SIZE];
    private int size;

    CompactWriter u8(int value) {
        if (size == written.length) {
            written = Arrays.copyOf(written, 2 * size);
        }
        written[size++] = (byte) value;
        return this;
    }

    /** A number that is seldom negative: such a one takes ten bytes. */
    CompactWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) rest | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** A number that is small either way. */
    CompactWriter difference(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    CompactWriter fixed(Bytes bytes) {
        return bytes(bytes.toArray());
    }

    CompactWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).bytes(utf8);
    }

    private CompactWriter bytes(byte[] more) {
        for (byte one : more) {
            u8(one);
        }
        return this;
    }

    /** A constant by its name, which can never change. */
    CompactWriter constant(Enum<?> value) {
        return text(value.name());
    }

    <T> CompactWriter optional(Optional<T> value, BiConsumer<CompactWriter, T> write) {
        u8(value.isPresent() ? 1 : 0);
        value.ifPresent(present -> write.accept(this, present));
        return this;
    }

    Bytes written() {
        return Bytes.of(ByteBuffer.wrap(written, 0, size));
    }
}
