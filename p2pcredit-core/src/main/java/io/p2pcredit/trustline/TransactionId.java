package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Utf8;
import com.google.errorprone.annotations.Immutable;

/**
 * A ledger's own name for one transfer: 1 to 128 bytes of UTF-8. Foreign text: {@link #toString} shows it in a form
 * that is safe to print.
 */
@Immutable
public record TransactionId(String text) {
    public static final int MAX_BYTES = 128;

    public TransactionId {
        checkArgument(Texts.isWellFormed(text), "a transaction id is well-formed text");
        int bytes = Utf8.encodedLength(text);
        checkArgument(bytes >= 1 && bytes <= MAX_BYTES, "a transaction id has 1 to %s bytes, not %s", MAX_BYTES, bytes);
    }

    public static TransactionId of(String text) {
        return new TransactionId(text);
    }

    @Override
    public String toString() {
        return Texts.printable(text);
    }
}
