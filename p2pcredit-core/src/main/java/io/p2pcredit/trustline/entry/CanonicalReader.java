package io.p2pcredit.trustline.entry;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Side;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link CanonicalWriter} writes, and refuses everything else. Not thread-safe. */
final class CanonicalReader {
    private final ByteBuffer in;

    CanonicalReader(ByteBuffer in) {
        this.in = in;
    }

    int u8() {
        need(1);
        return Byte.toUnsignedInt(in.get());
    }

    int u16() {
        need(2);
        return Short.toUnsignedInt(in.getShort());
    }

    int count(int max, String what) {
        need(4);
        int value = in.getInt();
        check(value >= 0 && value <= max, what);
        return value;
    }

    long i64() {
        need(8);
        return in.getLong();
    }

    Bytes fixed(int size) {
        need(size);
        byte[] content = new byte[size];
        in.get(content);
        return Bytes.of(content);
    }

    String text(int maxBytes) {
        int size = u16();
        check(size <= maxBytes, "a text is longer than allowed");
        need(size);
        ByteBuffer utf8 = in.slice().limit(size);
        in.position(in.position() + size);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not valid UTF-8", e);
        }
    }

    Side side() {
        int side = u8();
        check(side <= 1, "a side is 0 or 1");
        return side == Side.LOW.number() ? Side.LOW : Side.HIGH;
    }

    void expect(byte[] tag, String what) {
        need(tag.length);
        for (byte expected : tag) {
            check(in.get() == expected, "these bytes are not " + what);
        }
    }

    void check(boolean holds, String expectation) {
        if (!holds) {
            throw new MalformedException(expectation);
        }
    }

    private void need(int bytes) {
        check(in.remaining() >= bytes, "the bytes end too early");
    }
}
