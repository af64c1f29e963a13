package io.p2pcredit.trustline.entry;

import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.PaymentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes canonical bytes into a buffer that has room for them: fixed-width big-endian integers, and bytes after their
 * length in two bytes. Not thread-safe.
 */
final class CanonicalWriter {
    private final ByteBuffer out;

    CanonicalWriter(ByteBuffer out) {
        this.out = out;
    }

    CanonicalWriter u8(int value) {
        out.put((byte) value);
        return this;
    }

    CanonicalWriter u32(int value) {
        out.putInt(value);
        return this;
    }

    CanonicalWriter i64(long value) {
        out.putLong(value);
        return this;
    }

    CanonicalWriter id(PaymentId id) {
        return i64(id.first()).i64(id.second());
    }

    /** Their number in four bytes, and all of them. */
    CanonicalWriter amounts(Amounts amounts) {
        u32(amounts.count());
        for (int i = 0; i < amounts.count(); i++) {
            i64(amounts.at(i));
        }
        return this;
    }

    CanonicalWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) utf8.length).put(utf8);
        return this;
    }
}
