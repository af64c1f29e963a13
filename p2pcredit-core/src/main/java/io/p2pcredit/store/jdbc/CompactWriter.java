package io.p2pcredit.store.jdbc;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.p2pcredit.trustline.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes numbers in as few bytes as they need: seven bits in each, the lowest first, the eighth set in all but the last.
 * Not thread-safe.
 */
final class CompactWriter {
    private final ByteArrayDataOutput out = ByteStreams.newDataOutput();

    CompactWriter u8(int value) {
        out.writeByte(value);
        return this;
    }

    /** A number that is seldom negative: such a one takes ten bytes. */
    CompactWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
        return this;
    }

    /** A number that is small either way. */
    CompactWriter difference(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    CompactWriter fixed(Bytes bytes) {
        out.write(bytes.toArray());
        return this;
    }

    CompactWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        out.write(utf8);
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
        return Bytes.of(out.toByteArray());
    }
}
