package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.util.regex.Pattern;

/**
 * A peer's name on the ledger: 1 to 64 characters out of {@code A-Z a-z 0-9 . _ -}, the first a letter or a digit.
 * Nothing else is let in anywhere, so a name can be printed, logged and put into a path or a URL as it is.
 */
@Immutable
public record PeerId(String name) implements Comparable<PeerId> {
    public static final int MAX_LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public PeerId {
        checkArgument(
                isValid(name),
                "a name has 1 to 64 characters out of A-Z a-z 0-9 . _ - and starts with a letter or digit");
    }

    /** @throws IllegalArgumentException if the name has another form; the message does not repeat it */
    public static PeerId of(String name) {
        return new PeerId(name);
    }

    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && FORM.matcher(name).matches();
    }

    @Override
    public int compareTo(PeerId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
