package io.p2pcredit.store.jdbc;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What shows that a row is as it was written. */
final class Checksums {
    private static final HashFunction MIX = Hashing.murmur3_128();

    private Checksums() {}

    /** CRC-32C over the columns as big-endian words, then the contents; not negative. */
    static long of(ByteBuffer content, long... columns) {
        CRC32C crc = new CRC32C();
        ByteBuffer words = ByteBuffer.allocate(columns.length * Long.BYTES);
        for (long column : columns) {
            words.putLong(column);
        }
        crc.update(words.flip());
        crc.update(content);
        return crc.getValue();
    }

    /** A number that stands for a row. The sum of those of many rows shows that all of them are there. */
    static long share(long... columns) {
        Hasher hasher = MIX.newHasher(columns.length * Long.BYTES);
        for (long column : columns) {
            hasher.putLong(column);
        }
        return hasher.hash().asLong();
    }
}
