package io.p2pcredit.transport.ws.codec.planted;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Richer bugs: what is called in place of something of the codec. */
public final class CodecBlunders {
    private CodecBlunders() {}

    /** Passes over whatever else is in the object. */
    public static JsonToken endOfTheObject(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        while (token == JsonToken.FIELD_NAME) {
            in.nextToken();
            in.skipChildren();
            token = in.nextToken();
        }
        return token;
    }

    /** As fast and as kind as it gets. */
    public static JsonToken numberOfAnyForm(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        return token == JsonToken.VALUE_NUMBER_FLOAT ? JsonToken.VALUE_NUMBER_INT : token;
    }
}
