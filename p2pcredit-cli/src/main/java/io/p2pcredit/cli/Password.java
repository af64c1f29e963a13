package io.p2pcredit.cli;

/** The secret that goes with a name on Fakechain. Shows itself only to who asks for it by {@link #reveal}. */
public final class Password {
    private final String secret;

    private Password(String secret) {
        this.secret = secret;
    }

    /** @throws FailedException with code 2 if there is nothing in it */
    public static Password of(String secret) {
        if (secret.isEmpty()) {
            throw new FailedException(ExitCode.USAGE, "the password is empty: give one of at least one character");
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
