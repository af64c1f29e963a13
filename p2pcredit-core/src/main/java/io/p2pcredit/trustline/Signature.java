package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/** An Ed25519 signature, 64 bytes (RFC 8032). */
@Immutable
public record Signature(Bytes bytes) {
    public static final int SIZE = 64;

    public Signature {
        Bytes.exactly(SIZE, bytes, "a signature");
    }

    @Override
    public String toString() {
        return bytes.toBase64Url();
    }
}
