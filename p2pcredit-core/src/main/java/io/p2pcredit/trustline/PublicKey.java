package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/**
 * A peer's identity: an Ed25519 public key in its 32-byte form (RFC 8032, section 5.1.2), kept as four big-endian
 * words. Ordered as unsigned bytes; the order decides which peer is which {@link Side} of a line.
 */
@Immutable
public record PublicKey(long first, long second, long third, long fourth) implements Comparable<PublicKey> {
    public static final int SIZE = 32;

    public static PublicKey of(Bytes bytes) {
        Bytes.exactly(SIZE, bytes, "a public key");
        return new PublicKey(bytes.word(0), bytes.word(1), bytes.word(2), bytes.word(3));
    }

    public Bytes bytes() {
        return Bytes.ofWords(first, second, third, fourth);
    }

    /** A short form to read aloud and compare: the first 10 bytes in groups of four hexadecimal digits. */
    public String fingerprint() {
        return bytes().toHex().substring(0, 20).replaceAll("(.{4})(?=.)", "$1-");
    }

    @Override
    public int compareTo(PublicKey other) {
        if (first != other.first) {
            return Long.compareUnsigned(first, other.first);
        }
        if (second != other.second) {
            return Long.compareUnsigned(second, other.second);
        }
        if (third != other.third) {
            return Long.compareUnsigned(third, other.third);
        }
        return Long.compareUnsigned(fourth, other.fourth);
    }

    /** Base64url without padding, as it is published in a directory. */
    @Override
    public String toString() {
        return bytes().toBase64Url();
    }
}
