package io.p2pcredit.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The secret that goes with a name on Fakechain and opens its identity key. Shows itself only to who asks for it by
 * {@link #reveal}, and to nobody once it is closed.
 */
public final class Password implements AutoCloseable {
    /** What Fakechain takes. */
    private static final int MAX_BYTES = 1024;

    private final char[] secret;

    private Password(char[] secret) {
        this.secret = secret;
    }

    /** @throws FailedException with code 2 if there is nothing in it, or more than Fakechain takes */
    public static Password of(String secret) {
        if (secret.isEmpty()) {
            throw new FailedException(ExitCode.USAGE, "the password is empty: give one of at least one character");
        }
        if (secret.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new FailedException(
                    ExitCode.USAGE, "the password is too long: give one of at most " + MAX_BYTES + " bytes");
        }
        return new Password(secret.toCharArray());
    }

    /** A copy, which whoever asks for it should wipe. */
    public char[] reveal() {
        return secret.clone();
    }

    @Override
    public void close() {
        Arrays.fill(secret, '\0');
    }

    @Override
    public String toString() {
        return "Password[***]";
    }
}
