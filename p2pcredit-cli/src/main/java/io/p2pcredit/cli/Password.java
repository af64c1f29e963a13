package io.p2pcredit.cli;

import java.nio.charset.StandardCharsets;

/** The secret that goes with a name on Fakechain. Shows itself only to who asks for it by {@link #reveal}. */
public final class Password {
    /** What Fakechain takes. */
    private static final int MAX_BYTES = 1024;

    private final String secret;

    private Password(String secret) {
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
        return new Password(secret);
    }

    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "Password[***]";
    }
}
