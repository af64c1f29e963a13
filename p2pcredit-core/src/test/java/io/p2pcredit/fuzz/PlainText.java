package io.p2pcredit.fuzz;

import java.util.Objects;
import java.util.stream.Stream;

/** Text that may be shown and logged: nothing in it moves the cursor, turns the direction or breaks the line. */
public final class PlainText {
    private PlainText() {}

    /** Fails if the message of the exception, or of a cause of it, is not plain. */
    public static void check(Throwable refusal) {
        Stream.iterate(refusal, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .forEach(cause -> check(String.valueOf(cause.getMessage())));
    }

    /** Fails if the text is not plain. */
    public static void check(String text) {
        text.codePoints().filter(c -> !isPlain(c)).findFirst().ifPresent(foreign -> {
            throw new AssertionError(String.format("a text that is shown holds U+%04X: %s", foreign, escaped(text)));
        });
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7F ? (char) c : String.format("\\u%04x", c)));
        return out.toString();
    }
}
