package io.p2pcredit.message;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Bytes;

/** 32 random bytes that each side contributes to a session, so that nothing signed in it fits into another one. */
@Immutable
public record Nonce(Bytes bytes) {
    public static final int SIZE = 32;

    public Nonce {
        checkArgument(bytes.size() == SIZE, "a nonce has %s bytes, not %s", SIZE, bytes.size());
    }
}
