package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The CRC-32C of a row's values: of each its kind, its length and its bytes. */
final class Checksum {
    private static final byte NOTHING = 0;
    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;
    private static final byte BYTES = 3;

    private final CRC32C crc = new CRC32C();

    void add(@Nullable Object value) {
        if (value == null) {
            add(NOTHING, new byte[0]);
        } else if (value instanceof String text) {
            add(TEXT, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Long number) {
            add(NUMBER, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        } else if (value instanceof Bytes bytes) {
            add(BYTES, bytes.toArray());
        } else {
            throw new IllegalArgumentException("no value of a table: " + value.getClass());
        }
    }

    private void add(byte kind, byte... bytes) {
        crc.update(kind);
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        crc.update(bytes);
    }

    long value() {
        return crc.getValue();
    }
}
