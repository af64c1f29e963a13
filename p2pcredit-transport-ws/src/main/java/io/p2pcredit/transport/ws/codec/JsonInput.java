package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.entry.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few forms of value that messages are made of, each key at its place, and refuses everything else with a
 * {@link MalformedException} that names the key and the rule. Not thread-safe.
 */
final class JsonInput {
    /** The digits of 2^53 - 1. */
    private static final int MAX_NUMBER_DIGITS = 16;

    /** The digits of 2^63 - 1. */
    private static final int MAX_DECIMAL_DIGITS = 19;

    private static final int MAX_TYPE_LENGTH = 16;

    private final JsonParser in;

    JsonInput(JsonParser in) {
        this.in = in;
    }

    void beginObject() throws IOException {
        check(in.nextToken() == JsonToken.START_OBJECT, "an object must stand here");
    }

    void endObject() throws IOException {
        check(in.nextToken() == JsonToken.END_OBJECT, "an object has a key that does not belong there");
    }

    /** Nothing but white space may follow. */
    void end() throws IOException {
        check(in.nextToken() == null, "nothing may follow a message");
    }

    /** The name of a kind of message or entry. */
    String type() throws IOException {
        return text(Key.TYPE, MAX_TYPE_LENGTH);
    }

    String text(SerializedString key, int maxLength) throws IOException {
        expect(key, JsonToken.VALUE_STRING, "a string");
        String text = in.getText();
        check(text.length() <= maxLength, key, "is too long");
        return text;
    }

    long number(SerializedString key, long max) throws IOException {
        expect(key, JsonToken.VALUE_NUMBER_INT, "a number of plain digits");
        long number = plainNumber(key);
        check(number <= max, key, "is too large");
        return number;
    }

    /** A number of at most 2^63 - 1, written as a string. */
    long decimal(SerializedString key) throws IOException {
        String digits = text(key, MAX_DECIMAL_DIGITS);
        check(isDecimal(digits), key, "must be a string of plain digits");
        long number = digits.chars().asLongStream().reduce(0, (sum, digit) -> 10 * sum + (digit - '0'));
        check(number >= 0, key, "must be at most 2^63 - 1"); // 19 digits overflow once at the most
        return number;
    }

    /** So many bytes, written as base64url without padding; one text for each value. */
    Bytes binary(SerializedString key, int size) throws IOException {
        String text = text(key, size * 2);
        Bytes bytes = readOrNull(text);
        if (bytes == null || bytes.size() != size) {
            throw new MalformedException(
                    '"' + key.getValue() + "\" must be " + size + " bytes in base64url without padding");
        }
        return bytes;
    }

    /** So many bytes, written as hexadecimal digits in lower case. */
    Bytes hex(SerializedString key, int size) throws IOException {
        String text = text(key, size * 2);
        if (text.length() != size * 2 || !isLowerHex(text)) {
            throw new MalformedException(
                    '"' + key.getValue() + "\" must be " + size + " bytes in lower-case hexadecimal");
        }
        return Bytes.fromHex(text);
    }

    /** Whether an object stands at the key, and not {@code null}. */
    boolean optionalObject(SerializedString key) throws IOException {
        key(key);
        JsonToken token = in.nextToken();
        check(token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL, key, "must be an object or null");
        return token == JsonToken.START_OBJECT;
    }

    void beginObject(SerializedString key) throws IOException {
        expect(key, JsonToken.START_OBJECT, "an object");
    }

    void beginArray(SerializedString key) throws IOException {
        expect(key, JsonToken.START_ARRAY, "an array");
    }

    /** Goes to the array's next object, or over the array's end. */
    boolean nextObject(SerializedString key) throws IOException {
        JsonToken token = in.nextToken();
        check(token == JsonToken.START_OBJECT || token == JsonToken.END_ARRAY, key, "must hold objects");
        return token == JsonToken.START_OBJECT;
    }

    /** Goes to the array's next number, or over the array's end. */
    boolean nextNumber(SerializedString key) throws IOException {
        JsonToken token = in.nextToken();
        check(
                token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.END_ARRAY,
                key,
                "must hold numbers of plain digits");
        return token == JsonToken.VALUE_NUMBER_INT;
    }

    /** The number at which {@link #nextNumber} has stopped. */
    long plainNumber(SerializedString key) throws IOException {
        int length = in.getTextLength();
        check(length <= MAX_NUMBER_DIGITS, key, "must be at most 2^53 - 1");
        long number = in.getLongValue();
        check(number > 0 || (number == 0 && length == 1), key, "must be a number of plain digits");
        return number;
    }

    static void check(boolean holds, SerializedString key, String rule) {
        if (!holds) {
            throw new MalformedException('"' + key.getValue() + "\" " + rule);
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new MalformedException(rule);
        }
    }

    private void expect(SerializedString key, JsonToken token, String form) throws IOException {
        key(key);
        if (in.nextToken() != token) {
            throw new MalformedException('"' + key.getValue() + "\" must be " + form);
        }
    }

    private void key(SerializedString key) throws IOException {
        if (!in.nextFieldName(key)) {
            throw new MalformedException("the next key must be \"" + key.getValue() + '"');
        }
    }

    private static boolean isDecimal(String digits) {
        return !digits.isEmpty()
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            boolean fits = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Takes the one form of each value only. */
    private static @Nullable Bytes readOrNull(String base64Url) {
        try {
            return Bytes.fromBase64Url(base64Url);
        } catch (IllegalArgumentException e) {
            return null; // its message repeats foreign characters
        }
    }
}
