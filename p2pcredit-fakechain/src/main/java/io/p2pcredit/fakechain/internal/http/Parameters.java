package io.p2pcredit.fakechain.internal.http;

import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL's query. Each may be given once; those that nobody asks for are ignored. */
final class Parameters {
    private static final int MAX_QUERY_CHARS = 16 * 1024;
    private static final int MAX_PARAMETERS = 32;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters parse(@Nullable String rawQuery) throws Problem {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return new Parameters(Map.of());
        }
        if (rawQuery.length() > MAX_QUERY_CHARS) {
            throw Problem.addressTooLong();
        }
        String[] pairs = rawQuery.split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            throw Problem.malformed("more than " + MAX_PARAMETERS + " parameters");
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw Problem.malformed("a parameter is given twice");
            }
        }
        return new Parameters(values);
    }

    String text(String name) throws Problem {
        return optional(name).orElseThrow(() -> Problem.malformed(name + " is missing"));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static String decode(String encoded) throws Problem {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(escaped(encoded, i));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : ascii(c));
            }
        }
        try {
            return Json.decode(bytes.toByteArray());
        } catch (MalformedJsonException e) {
            throw Problem.malformed("a parameter is not UTF-8");
        }
    }

    private static int escaped(String encoded, int percent) throws Problem {
        int high = percent + 2 < encoded.length() ? Character.digit(encoded.charAt(percent + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(encoded.charAt(percent + 2), 16);
        if (low < 0) {
            throw Problem.malformed("a percent sign without two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static char ascii(char c) throws Problem {
        if (c <= ' ' || c >= 0x7F) {
            throw Problem.malformed("a character that must be percent-encoded");
        }
        return c;
    }
}
