package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Utf8;
import com.google.errorprone.annotations.Immutable;

/**
 * What a payment is for, in the payer's words: at most 256 bytes of UTF-8, may be empty. Show it as {@link #printable}.
 */
@Immutable
public record Memo(String text) {
    public static final int MAX_BYTES = 256;
    public static final Memo NONE = new Memo("");

    public Memo {
        checkArgument(Texts.isWellFormed(text), "a memo is well-formed text");
        int bytes = Utf8.encodedLength(text);
        checkArgument(bytes <= MAX_BYTES, "a memo has at most %s bytes, not %s", MAX_BYTES, bytes);
    }

    public static Memo of(String text) {
        return new Memo(text);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public String printable() {
        return Texts.printable(text);
    }

    @Override
    public String toString() {
        return printable();
    }
}
