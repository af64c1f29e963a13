package io.p2pcredit.trustline.entry;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.p2pcredit.trustline.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes canonical bytes: fixed-width big-endian integers, and bytes after their length in two bytes. Not thread-safe.
 */
final class CanonicalWriter {
    private final ByteArrayDataOutput out = ByteStreams.newDataOutput();

    CanonicalWriter u8(int value) {
        out.writeByte(value);
        return this;
    }

    CanonicalWriter u32(int value) {
        out.writeInt(value);
        return this;
    }

    CanonicalWriter i64(long value) {
        out.writeLong(value);
        return this;
    }

    CanonicalWriter fixed(Bytes bytes) {
        out.write(bytes.toArray());
        return this;
    }

    CanonicalWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
        return this;
    }

    Bytes written() {
        return Bytes.of(out.toByteArray());
    }
}
