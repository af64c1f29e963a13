package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/** The name of one payment or batch, unique per paying node: 16 bytes, kept as two big-endian words. */
@Immutable
public record PaymentId(long first, long second) {
    public static final int SIZE = 16;

    public static PaymentId of(Bytes bytes) {
        Bytes.exactly(SIZE, bytes, "a payment id");
        return new PaymentId(bytes.word(0), bytes.word(1));
    }

    public Bytes bytes() {
        return Bytes.ofWords(first, second);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return bytes().toHex();
    }
}
