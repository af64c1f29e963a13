package io.p2pcredit.transport.ws.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.primitives.Bytes;
import io.p2pcredit.transport.ws.codec.JsonSpans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A message's text, changed in one place in every way that makes it none. */
final class Mutations {
    private static final List<String> NO_STRINGS = List.of("7", "null", "true", "[]", "{}", "'text'", "");
    private static final List<String> NO_NUMBERS = List.of(
            "-1",
            "+1",
            "01",
            "1.0",
            "1e3",
            "1E3",
            ".5",
            "1.",
            "0x10",
            "NaN",
            "\"1\"",
            "null",
            "[1]",
            "",
            "\u0661",
            "9007199254740992");
    private static final List<String> NO_OBJECTS = List.of("{}", "[]", "\"text\"", "7", "true", ",");
    private static final List<String> ILL_FORMED =
            List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800x", "\\x", "\\u12-", "\u0001", "\n", "\0");
    private static final List<byte[]> NOT_UTF8 = List.of(
            bytes(0xff),
            bytes(0x80),
            bytes(0xc0, 0xaf),
            bytes(0xc3),
            bytes(0xe2, 0x82),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xf4, 0x90, 0x80, 0x80));
    private static final List<String> TRAILING = List.of(
            "{}", "{\"type\":\"decline\"}", "]", "}", ",", "x", "1", "null", "\"\"", "\0", "//", "/**/", "\ufeff");
    private static final String DEEP = "[".repeat(17) + "]".repeat(17);

    private final String text;
    private final List<Mutation> mutations = new ArrayList<>();

    private Mutations(String text) {
        this.text = text;
    }

    record Mutation(String what, Supplier<byte[]> text) {}

    static List<Mutation> of(String text) {
        Mutations all = new Mutations(text);
        JsonSpans.of(text).forEach(all::at);
        TRAILING.forEach(more -> all.replace("trailing", text.length(), text.length(), more));
        NOT_UTF8.forEach(more -> all.insert("not UTF-8", text.length(), more));
        all.replace("byte order mark", 0, 0, "\ufeff");
        for (int end = 0; end < text.length(); end++) {
            all.replace("truncated", end, text.length(), "");
        }
        return all.mutations;
    }

    private void at(Span span) {
        switch (span.kind()) {
            case MEMBER -> member(span);
            case STRING -> string(span);
            case NUMBER -> NO_NUMBERS.forEach(other -> replace("no number", span, other));
            case OBJECT -> object(span);
            case ARRAY -> array(span);
            case NULL -> NO_OBJECTS.forEach(other -> replace("no object", span, other));
        }
        replace("too deep", span, span.kind() == JsonSpans.Kind.MEMBER ? "\"deep\":" + DEEP : DEEP);
    }

    private void member(Span span) {
        String member = text.substring(span.start(), span.end());
        replace("twice", span, member + "," + member);
        replace("unknown key before", span, "\"more\":1," + member);
        replace("unknown key after", span, member + ",\"more\":1");
        replace("unknown instead", span, "\"more" + member.substring(1));
        replace("key of another case", span, "\"" + Character.toUpperCase(member.charAt(1)) + member.substring(2));
        replace("key without quotes", span, member.replaceFirst("\"", "").replaceFirst("\"", ""));
        replace("no colon", span, member.replaceFirst(":", ""));
        replace("comma before", span, "," + member);
        replace("comma after", span, member + ",");
        boolean followed = text.charAt(span.end()) == ',';
        replace("missing", span.start() - (followed ? 0 : 1), span.end() + (followed ? 1 : 0), "");
    }

    private void string(Span span) {
        NO_STRINGS.forEach(other -> replace("no string", span, other));
        ILL_FORMED.forEach(more -> replace("ill-formed", span.start() + 1, span.start() + 1, more));
        NOT_UTF8.forEach(more -> insert("not UTF-8", span.end() - 1, more));
        replace("too long", span.start() + 1, span.start() + 1, "0".repeat(600));
    }

    private void object(Span span) {
        NO_OBJECTS.forEach(other -> replace("no object", span, other));
        replace("in an array", span, "[" + text.substring(span.start(), span.end()) + "]");
        replace("key alone", span.start() + 1, span.start() + 1, "\"more\",");
    }

    private void array(Span span) {
        NO_OBJECTS.stream().filter(other -> !other.equals("[]")).forEach(other -> replace("no array", span, other));
        String comma = span.end() - span.start() == 2 ? "" : ",";
        for (String element : List.of("null", "\"text\"", "[]", "{}", "-1")) {
            replace("foreign element", span.start() + 1, span.start() + 1, element + comma);
        }
        replace("no element", span.start() + 1, span.start() + 1, ",");
    }

    private void replace(String what, Span span, String by) {
        replace(what, span.start(), span.end(), by);
    }

    private void replace(String what, int start, int end, String by) {
        add(what, start, () -> utf8(text.substring(0, start) + by + text.substring(end)));
    }

    private void insert(String what, int at, byte[] by) {
        add(what, at, () -> Bytes.concat(utf8(text.substring(0, at)), by, utf8(text.substring(at))));
    }

    private void add(String what, int at, Supplier<byte[]> mutated) {
        mutations.add(new Mutation(what + " at " + at, mutated));
    }

    private static byte[] utf8(String part) {
        return part.getBytes(UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
