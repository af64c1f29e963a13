package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.util.Collection;

/** Writes the few forms of value that messages are made of. Not thread-safe. */
final class JsonOutput {
    private final JsonGenerator out;

    JsonOutput(JsonGenerator out) {
        this.out = out;
    }

    /** Something that can be written. */
    @FunctionalInterface
    interface Form {
        void writeTo(JsonOutput out) throws IOException;
    }

    JsonOutput beginObject() throws IOException {
        out.writeStartObject();
        return this;
    }

    JsonOutput beginObject(String type) throws IOException {
        return beginObject().text(Key.TYPE, type);
    }

    void endObject() throws IOException {
        out.writeEndObject();
    }

    JsonOutput text(SerializedString key, String text) throws IOException {
        out.writeFieldName(key);
        out.writeString(text);
        return this;
    }

    /** A number of at most 2^53 - 1, which every JSON reader takes exactly. */
    JsonOutput number(SerializedString key, long number) throws IOException {
        out.writeFieldName(key);
        out.writeNumber(number);
        return this;
    }

    /** A number of at most 2^63 - 1, as a string of digits. */
    JsonOutput decimal(SerializedString key, long number) throws IOException {
        return text(key, Long.toString(number));
    }

    /** Base64url without padding. */
    JsonOutput binary(SerializedString key, Bytes bytes) throws IOException {
        return text(key, bytes.toBase64Url());
    }

    JsonOutput form(SerializedString key, Form form) throws IOException {
        out.writeFieldName(key);
        form.writeTo(this);
        return this;
    }

    JsonOutput nothing(SerializedString key) throws IOException {
        out.writeFieldName(key);
        out.writeNull();
        return this;
    }

    JsonOutput forms(SerializedString key, Collection<Form> forms) throws IOException {
        out.writeArrayFieldStart(key.getValue());
        for (Form form : forms) {
            form.writeTo(this);
        }
        out.writeEndArray();
        return this;
    }

    JsonOutput numbers(SerializedString key, long... numbers) throws IOException {
        out.writeFieldName(key);
        out.writeArray(numbers, 0, numbers.length);
        return this;
    }
}
