package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Utf8;
import com.google.errorprone.annotations.Immutable;

/**
 * An account in its ledger's own text form: 1 to 256 bytes of UTF-8. Foreign text: {@link #toString} shows it in a form
 * that is safe to print.
 */
@Immutable
public record AccountId(String text) {
    public static final int MAX_BYTES = 256;

    public AccountId {
        checkArgument(Texts.isWellFormed(text), "an account is well-formed text");
        int bytes = Utf8.encodedLength(text);
        checkArgument(bytes >= 1 && bytes <= MAX_BYTES, "an account has 1 to %s bytes, not %s", MAX_BYTES, bytes);
    }

    public static AccountId of(String text) {
        return new AccountId(text);
    }

    @Override
    public String toString() {
        return Texts.printable(text);
    }
}
