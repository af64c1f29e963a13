package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import io.p2pcredit.trustline.entry.Update;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that mean nothing. Where that is possible they are a payment of 5 with a valid signature, and one change. */
final class BadTexts {
    private static final Attack.Answer VIOLATION = closed(4008);
    private static final Attack.Answer NOT_UTF_8 = closed(1007);
    private static final int LARGEST = 262_144;

    private BadTexts() {}

    static Stream<Attack> all() {
        return Stream.of(amounts(), totals(), limits(), keys(), nesting(), characters(), whole())
                .flatMap(stream -> stream);
    }

    private static Stream<Attack> amounts() {
        return Stream.of(
                        "0",
                        "-0",
                        "-1",
                        "-5",
                        "1.5",
                        "5.0",
                        "5e0",
                        "1e400",
                        "-1e400",
                        "1E2",
                        "9007199254740992",
                        "9223372036854775807",
                        "9223372036854775808",
                        "18446744073709551621",
                        "1".repeat(400),
                        "05",
                        "+5",
                        "0x5",
                        "\"5\"",
                        "null",
                        "true",
                        "NaN",
                        "Infinity",
                        "[5]",
                        "{}",
                        "5,5",
                        "")
                .map(bad -> payment("an amount of " + shown(bad), "\"amount\":5,", "\"amount\":" + bad + ","));
    }

    private static Stream<Attack> totals() {
        return Stream.of(
                        "-1",
                        "15.0",
                        "1e400",
                        "9223372036854775808",
                        "99999999999999999999",
                        "015",
                        "",
                        " 15",
                        "\\u0661\\u0665")
                .map(bad -> payment("a total of " + shown(bad), "\"paid\":\"\\d+\"", "\"paid\":\"" + bad + "\""));
    }

    private static Stream<Attack> limits() {
        return Stream.of("-1", "9007199254740992", "9223372036854775808", "1e400", "100.5")
                .map(bad -> payment("a limit of " + bad, "\"limit\":100", "\"limit\":" + bad));
    }

    private static Stream<Attack> keys() {
        return Stream.of(
                payment("a key twice", "\"amount\":5,", "\"amount\":5,\"amount\":5,"),
                payment("a key twice with two values", "\"amount\":5,", "\"amount\":1,\"amount\":5,"),
                payment("a key twice, once escaped", "\"amount\":5,", "\"amount\":5,\"\\u0061mount\":5,"),
                payment("an unknown key", "\"amount\":5,", "\"amount\":5,\"bonus\":5,"),
                payment("an unknown key at the end", "\\}\\}$", "},\"bonus\":5}"),
                payment("a key in place of another", "\"amount\":5,", "\"Amount\":5,"),
                payment("a key of 3,000 characters", "\"amount\":5,", "\"" + "a".repeat(3_000) + "\":5,"),
                payment("two keys exchanged", "\"part\":0,\"whole\":5,", "\"whole\":5,\"part\":0,"),
                payment("a key too few", "\"part\":0,", ""),
                payment("an entry of an unknown type", "\"type\":\"payment\"", "\"type\":\"gift\""),
                payment("a message of an unknown type", "\"type\":\"update\"", "\"type\":\"constructor\""),
                Attack.of("the type twice", VIOLATION, m -> m.send("{\"type\":\"decline\",\"type\":\"bye\"}")));
    }

    private static Stream<Attack> nesting() {
        return Stream.of(
                Attack.of(
                        "an array of arrays to the end of the largest frame",
                        VIOLATION,
                        m -> m.send("{\"type\":" + "[".repeat(LARGEST - 8))),
                Attack.of(
                        "objects in objects to the end of the largest frame",
                        VIOLATION,
                        m -> m.send("{\"a\":".repeat(LARGEST / 5))),
                Attack.of(
                        "entries nested 17 deep",
                        VIOLATION,
                        m -> m.send("{\"type\":\"update\",\"entries\":" + "[".repeat(16) + "]".repeat(16) + "}")),
                payment("an amount nested 1,000 deep", "\"amount\":5", "\"amount\":" + "[".repeat(1_000)));
    }

    private static Stream<Attack> characters() {
        return Stream.of(
                memo("a lone high surrogate, escaped", "\\ud83d"),
                memo("a lone low surrogate, escaped", "\\ude00"),
                memo("two surrogates in the wrong order, escaped", "\\ude00\\ud83d"),
                memo("257 bytes", "x".repeat(257)),
                memo("129 characters of two bytes each", "\u00fc".repeat(129)),
                memo("a line feed that is not escaped", "a\nb"),
                memo("a NUL that is not escaped", "a\u0000b"),
                bytes("a byte that is none of UTF-8", "\u00ff"),
                bytes("an overlong NUL", "\u00c0\u0080"),
                bytes("an overlong slash", "\u00e0\u0080\u00af"),
                bytes("a surrogate in UTF-8", "\u00ed\u00a0\u0080"),
                bytes("two surrogates in UTF-8", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080"),
                bytes("a character above U+10FFFF", "\u00f4\u0090\u0080\u0080"),
                bytes("half a character", "\u00e2\u0098"));
    }

    private static Stream<Attack> whole() {
        return Stream.of(
                Attack.of("nothing", VIOLATION, m -> m.send("")),
                Attack.of("a number", VIOLATION, m -> m.send("5")),
                Attack.of("an array", VIOLATION, m -> m.send("[]")),
                Attack.of("half a message", VIOLATION, m -> m.send("{\"type\":\"decl")),
                Attack.of(
                        "two messages in one", VIOLATION, m -> m.send("{\"type\":\"decline\"}{\"type\":\"decline\"}")),
                Attack.of("a byte order mark", VIOLATION, m -> m.send("\ufeff{\"type\":\"decline\"}")),
                Attack.of("UTF-16", NOT_UTF_8, m -> m.send("{\"type\":\"decline\"}".getBytes(UTF_16))),
                Attack.of("a comment", VIOLATION, m -> m.send("{/**/\"type\":\"decline\"}")),
                Attack.of("single quotes", VIOLATION, m -> m.send("{'type':'decline'}")),
                Attack.of("a comma too many", VIOLATION, m -> m.send("{\"type\":\"decline\",}")),
                Attack.of("a batch without amounts", VIOLATION, m -> m.send(batch(""))),
                Attack.of("a batch of 10,001", VIOLATION, m -> m.send(batch(units(10_001, "1")))),
                Attack.of(
                        "a batch whose sum leaves 2^63 behind",
                        VIOLATION,
                        m -> m.send(batch(units(2_000, "9007199254740991")))),
                Attack.of(
                        "the largest frame, full of white space",
                        VIOLATION,
                        m -> m.send("{" + " ".repeat(LARGEST - 1))),
                Attack.of(
                        "the largest frame, one string",
                        VIOLATION,
                        m -> m.send("{\"type\":\"" + "x".repeat(LARGEST - 9))),
                Attack.of(
                        "the largest frame, one number",
                        VIOLATION,
                        m -> m.send("{\"type\":" + "9".repeat(LARGEST - 8))));
    }

    private static Attack memo(String what, String bad) {
        return payment("a memo with " + what, "\"for nothing\"", "\"" + bad + "\"");
    }

    /** A signed payment of 5, with something else in the place of what the regular expression finds. */
    private static Attack payment(String name, String right, String wrong) {
        return Attack.of(name, VIOLATION, m -> m.send(changed(m, right, wrong)));
    }

    /** The same with bytes of any kind in the memo. */
    private static Attack bytes(String what, String bytes) {
        return Attack.of(
                "a memo with " + what,
                NOT_UTF_8,
                m -> m.send(changed(m, "for nothing", bytes).getBytes(ISO_8859_1)));
    }

    private static String changed(Mallory mallory, String right, String wrong) {
        Update update = mallory.pen().draft(mallory.pen().payment(5));
        return changed(new Deliver(update), right, wrong);
    }

    /** The message's text with something else in the place of what the regular expression finds. */
    static String changed(PeerMessage message, String right, String wrong) {
        String text = new String(MessageCodec.encode(message), UTF_8);
        String changed = text.replaceAll(right, Matcher.quoteReplacement(wrong));
        if (changed.equals(text)) {
            throw new IllegalArgumentException("nothing to change in " + text);
        }
        return changed;
    }

    private static String batch(String amounts) {
        return "{\"type\":\"update\",\"entries\":[{\"type\":\"batch\",\"id\":\"b0b1b2b3b4b5b6b7b8b9babbbcbdbebf\","
                + "\"amounts\":[" + amounts + "],\"memo\":\"\"}],\"proof\":{}}";
    }

    private static String units(int count, String amount) {
        return String.join(",", IntStream.range(0, count).mapToObj(i -> amount).toList());
    }

    private static String shown(String bad) {
        String text = bad.isEmpty() ? "nothing" : bad;
        return text.length() > 40 ? text.length() + " digits" : text;
    }
}
