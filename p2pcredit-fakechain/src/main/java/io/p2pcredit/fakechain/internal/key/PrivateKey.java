package io.p2pcredit.fakechain.internal.key;

import java.nio.charset.StandardCharsets;

/** A user's password, as it came with a request. Never logged, and never part of a message. */
public final class PrivateKey {
    /** The longest that is taken, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    private final String text;

    public PrivateKey(String text) {
        this.text = text;
    }

    char[] chars() {
        return text.toCharArray();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PrivateKey(hidden)";
    }
}
