package io.p2pcredit.fakechain.internal.key;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Bytes;

/**
 * What is kept of a private key: a slow hash of it, by PBKDF2 with HMAC-SHA256.
 *
 * @param salt random, so that equal keys have different hashes
 */
@Immutable
public record KeyHash(Bytes salt, int iterations, Bytes digest) {
    /** Says nothing: even a hash is not for logs. */
    @Override
    public String toString() {
        return "KeyHash(hidden)";
    }
}
