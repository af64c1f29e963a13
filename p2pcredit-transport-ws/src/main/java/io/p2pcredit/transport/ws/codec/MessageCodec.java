package io.p2pcredit.transport.ws.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.google.common.base.Utf8;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.trustline.entry.MalformedException;
import java.io.IOException;

/** Turns messages into JSON text in UTF-8 and back. Stateless; for any thread. */
public final class MessageCodec {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING_LENGTH = 512;
    private static final int MAX_NUMBER_LENGTH = 32;
    private static final int MAX_KEY_LENGTH = 32;
    private static final int USUAL_SIZE = 1_024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_KEY_LENGTH)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private MessageCodec() {}

    /** The message as JSON text without white space. */
    public static byte[] encode(PeerMessage message) {
        ByteArrayBuilder text = new ByteArrayBuilder(USUAL_SIZE);
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            MessageWriter.of(message).writeTo(new JsonOutput(generator));
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory does not fail", e);
        }
        return text.toByteArray();
    }

    /**
     * The message that the text means.
     *
     * @throws MalformedException if the text is not exactly a message of {@code WIRE.md}; says which rule it breaks,
     *     and repeats no text of the peer's
     */
    public static PeerMessage decode(byte[] text) {
        checkEncoding(text);
        try (JsonParser parser = JSON.createParser(text)) {
            return MessageReader.read(new JsonInput(parser));
        } catch (StreamConstraintsException e) {
            throw new MalformedException("a string, a number, a key or the nesting is too long");
        } catch (IOException e) {
            throw new MalformedException("the text must be JSON (RFC 8259)"); // its own message repeats the text
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a value is out of its range: " + e.getMessage());
        }
    }

    /** Checks what the parser is lenient about: it takes UTF-16, ill-formed UTF-8 and a byte order mark. */
    private static void checkEncoding(byte[] text) {
        if (text.length > ProtocolLimits.MAX_MESSAGE_BYTES) {
            throw new MalformedException("a message has at most " + ProtocolLimits.MAX_MESSAGE_BYTES + " bytes");
        }
        if (text.length < 2 || text[0] != '{' || text[1] == 0) {
            throw new MalformedException("a message begins with an object, in UTF-8");
        }
        if (!Utf8.isWellFormed(text)) {
            throw new MalformedException("a message is well-formed UTF-8");
        }
    }
}
