package io.p2pcredit.cli;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Values in the form in which users write them. Every method throws {@link MalformedException}, which repeats the wrong
 * value (in a printable form, shortened) and says what is expected.
 */
public final class Values {
    /** The largest balance that Fakechain knows. */
    public static final long MAX_BALANCE = (1L << 32) - 1;

    private static final int MAX_SHOWN = 60;
    private static final int MAX_CANDIDATE = 128;
    private static final long MAX_SECONDS = 86_400;
    private static final long MAX_ROWS = 100_000;
    private static final Duration MIN_MEASURED = Duration.ofMillis(100);
    private static final Duration MAX_MEASURED = Duration.ofHours(1);
    private static final long MAX_LINES = 10_000;
    private static final long MAX_DELAY = 10_000;
    private static final long MAX_RUNS = 1_000;
    private static final long MAX_OUTSTANDING = 1_000_000;

    private Values() {}

    public static PeerId name(String text) {
        if (!PeerId.isValid(text)) {
            throw malformed(
                    text,
                    "a name",
                    "1 to " + PeerId.MAX_LENGTH
                            + " characters out of A-Z a-z 0-9 . _ - that start with a letter or digit");
        }
        return PeerId.of(text);
    }

    public static Amount amount(String text) {
        return Amount.of(wholeNumber(text, "an amount", 1, Amount.MAX_UNITS));
    }

    public static CreditLimit limit(String text) {
        return CreditLimit.of(wholeNumber(text, "a credit limit", 0, Amount.MAX_UNITS));
    }

    public static long startingBalance(String text) {
        return wholeNumber(text, "a starting balance", 0, MAX_BALANCE);
    }

    /** A TCP port; 0 stands for any that is free. */
    public static int port(String text) {
        return (int) wholeNumber(text, "a port", 0, 65_535);
    }

    /** How many rows to show. */
    public static int rows(String text) {
        return (int) wholeNumber(text, "a number of rows", 1, MAX_ROWS);
    }

    public static Duration seconds(String text) {
        return Duration.ofSeconds(wholeNumber(text, "a number of seconds", 0, MAX_SECONDS));
    }

    /** How long to measure: seconds, with a fraction if need be. */
    public static Duration shortTime(String text) {
        if (text.matches("[0-9]{1,5}([.][0-9]{1,3})?")) {
            Duration time =
                    Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
            if (time.compareTo(MIN_MEASURED) >= 0 && time.compareTo(MAX_MEASURED) <= 0) {
                return time;
            }
        }
        throw malformed(text, "a number of seconds", "0.1 to " + MAX_MEASURED.toSeconds());
    }

    public static Duration milliseconds(String text) {
        return Duration.ofMillis(wholeNumber(text, "a number of milliseconds", 0, MAX_DELAY));
    }

    /** How many trustlines. */
    public static int lines(String text) {
        return (int) wholeNumber(text, "a number of lines", 1, MAX_LINES);
    }

    /** How often to do something. */
    public static int runs(String text) {
        return (int) wholeNumber(text, "a number of runs", 1, MAX_RUNS);
    }

    /** How many payments are under way at once. */
    public static int outstanding(String text) {
        return (int) wholeNumber(text, "a number of payments", 1, MAX_OUTSTANDING);
    }

    /** The access key of a group on Fakechain. */
    public static String candidate(String text) {
        if (text.isEmpty()
                || text.getBytes(StandardCharsets.UTF_8).length > MAX_CANDIDATE
                || !Texts.printable(text).equals(text)) {
            throw malformed(text, "a candidate", "1 to " + MAX_CANDIDATE + " bytes of printable characters");
        }
        return text;
    }

    public static Path path(String text) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            throw malformed(text, "a path", "the name of a file or folder");
        }
        throw malformed(text, "a path", "the name of a file or folder");
    }

    /** One of the level names that the log knows, in capitals. */
    public static String logLevel(String text) {
        String level = text.toUpperCase(Locale.ROOT);
        return switch (level) {
            case "ERROR", "WARN", "INFO", "DEBUG", "TRACE" -> level;
            default -> throw malformed(text, "a log level", "error, warn, info, debug or trace");
        };
    }

    /** A value of the user's in a form that is safe to print, in quotation marks, at most 60 characters of it. */
    public static String quoted(String text) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        return '"' + Texts.printable(shown) + '"';
    }

    static MalformedException malformed(String text, String what, String expected) {
        return new MalformedException(quoted(text) + " is not " + what + ": expected " + expected);
    }

    private static long wholeNumber(String text, String what, long least, long most) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && text.length() <= String.valueOf(Long.MAX_VALUE).length() - 1) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw malformed(text, what, "a whole number from " + least + " to " + most);
    }
}
