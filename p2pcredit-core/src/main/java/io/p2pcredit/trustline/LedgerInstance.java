package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Utf8;
import com.google.errorprone.annotations.Immutable;

/**
 * The ledger's own name for itself as it is now, in 1 to 128 bytes of UTF-8. A ledger that lost or deleted what it had
 * recorded has another one from then on, and so has any other ledger.
 */
@Immutable
public record LedgerInstance(String text) {
    public static final int MAX_BYTES = 128;

    public LedgerInstance {
        checkArgument(Texts.isWellFormed(text), "a ledger's name is well-formed text");
        int bytes = Utf8.encodedLength(text);
        checkArgument(bytes >= 1 && bytes <= MAX_BYTES, "a ledger's name has 1 to %s bytes, not %s", MAX_BYTES, bytes);
    }

    public static LedgerInstance of(String text) {
        return new LedgerInstance(text);
    }

    @Override
    public String toString() {
        return Texts.printable(text);
    }
}
