package io.p2pcredit.store.jdbc;

import com.google.common.base.Enums;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.entry.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link CompactWriter} writes, and refuses what it cannot have written. Not thread-safe. */
final class CompactReader {
    private final ByteBuffer in;

    CompactReader(Bytes content) {
        in = content.buffer();
    }

    int u8() {
        need(1);
        return Byte.toUnsignedInt(in.get());
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                check(shift < 63 || next == 1, "a number has more than 64 bits");
                return value;
            }
        }
        throw new MalformedException("a number does not end");
    }

    long difference() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    int integer() {
        long value = number();
        check(value == (int) value, "a number has more than 32 bits");
        return (int) value;
    }

    /** A number of things of which each takes at least a byte. */
    int count() {
        long value = number();
        check(value >= 0 && value <= in.remaining(), "more is announced than there is");
        return (int) value;
    }

    Bytes fixed(int size) {
        return Bytes.of(content(size));
    }

    String text() {
        byte[] utf8 = content(count());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not valid UTF-8", e);
        }
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return Enums.getIfPresent(type, text())
                .toJavaUtil()
                .orElseThrow(() -> new MalformedException("no " + type.getSimpleName() + " has that name"));
    }

    boolean flag() {
        int flag = u8();
        check(flag <= 1, "something is or is not");
        return flag == 1;
    }

    <T> Optional<T> optional(Function<CompactReader, T> read) {
        return flag() ? Optional.of(read.apply(this)) : Optional.empty();
    }

    void end() {
        check(!in.hasRemaining(), "the bytes go on after their end");
    }

    void check(boolean holds, String expectation) {
        if (!holds) {
            throw new MalformedException(expectation);
        }
    }

    private byte[] content(int size) {
        need(size);
        byte[] content = new byte[size];
        in.get(content);
        return content;
    }

    private void need(int bytes) {
        check(in.remaining() >= bytes, "the bytes end too early");
    }
}
