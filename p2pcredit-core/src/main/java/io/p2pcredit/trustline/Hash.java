package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest, 32 bytes, kept as four big-endian words. */
@Immutable
public record Hash(long first, long second, long third, long fourth) {
    public static final int SIZE = 32;

    /** Finding a digest among the platform's providers costs more than to compute a short one. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::newSha256);

    public static Hash of(Bytes bytes) {
        Bytes.exactly(SIZE, bytes, "a hash");
        return new Hash(bytes.word(0), bytes.word(1), bytes.word(2), bytes.word(3));
    }

    /** The digest of the bytes between position and limit; the buffer is consumed. */
    public static Hash sha256(ByteBuffer content) {
        MessageDigest digest = SHA_256.get();
        digest.update(content);
        ByteBuffer out = ByteBuffer.wrap(digest.digest());
        return new Hash(out.getLong(), out.getLong(), out.getLong(), out.getLong());
    }

    public Bytes bytes() {
        return Bytes.ofWords(first, second, third, fourth);
    }

    /** Puts its bytes into the buffer. */
    public void writeTo(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    @Override
    public String toString() {
        return bytes().toHex();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
