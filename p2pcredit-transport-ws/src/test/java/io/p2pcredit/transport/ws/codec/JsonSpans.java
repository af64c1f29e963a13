package io.p2pcredit.transport.ws.codec;

import java.util.ArrayList;
import java.util.List;

/** Where the values and members of a JSON text stand. The text has no white space and is known to be right. */
final class JsonSpans {
    private final String text;
    private final List<Span> spans = new ArrayList<>();

    private JsonSpans(String text) {
        this.text = text;
    }

    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        NULL,
        /** A key and its value. */
        MEMBER
    }

    /** @param end the first index after it */
    record Span(Kind kind, int start, int end) {}

    static List<Span> of(String text) {
        JsonSpans spans = new JsonSpans(text);
        int end = spans.value(0);
        if (end != text.length()) {
            throw new IllegalArgumentException(text.substring(end));
        }
        return spans.spans;
    }

    /** Each returns where what it has found ends. */
    private int value(int start) {
        return switch (text.charAt(start)) {
            case '{' -> found(Kind.OBJECT, start, elements(start, true));
            case '[' -> found(Kind.ARRAY, start, elements(start, false));
            case '"' -> found(Kind.STRING, start, string(start));
            case 'n' -> found(Kind.NULL, start, start + 4);
            default -> found(Kind.NUMBER, start, number(start));
        };
    }

    private int elements(int start, boolean members) {
        int at = start + 1;
        while (text.charAt(at) != '}' && text.charAt(at) != ']') {
            at += text.charAt(at) == ',' ? 1 : 0;
            at = members ? member(at) : value(at);
        }
        return at + 1;
    }

    private int member(int start) {
        return found(Kind.MEMBER, start, value(string(start) + 1));
    }

    private int string(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int number(int start) {
        int at = start;
        while (Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int found(Kind kind, int start, int end) {
        spans.add(new Span(kind, start, end));
        return end;
    }
}
