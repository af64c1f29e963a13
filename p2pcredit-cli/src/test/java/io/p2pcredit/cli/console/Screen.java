package io.p2pcredit.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/** Everything that was written to a terminal, without its escape sequences. */
final class Screen extends ByteArrayOutputStream {
    private static final String ESCAPE = "\u001b(\\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])";

    /** Waits until the text has been shown. */
    synchronized void await(String text) throws InterruptedException {
        while (!text().contains(text)) {
            wait(10);
        }
    }

    /** Waits until the text has been shown that many times. */
    synchronized void await(String text, int times) throws InterruptedException {
        while (text().split(Pattern.quote(text), -1).length <= times) {
            wait(10);
        }
    }

    /** With the escape sequences. */
    synchronized String raw() {
        return toString(UTF_8);
    }

    synchronized String text() {
        return toString(UTF_8).replaceAll(ESCAPE, "");
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }
}
