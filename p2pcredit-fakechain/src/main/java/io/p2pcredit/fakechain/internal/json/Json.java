package io.p2pcredit.fakechain.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON text. Refused are: what is not UTF-8, a second value behind the first, an object that names a
 * key twice, and nesting or numbers without a reasonable end. The caller bounds the size.
 */
public final class Json {
    private static final int MAX_DEPTH = 16;
    /** An answer has other people's peering info in it, which may be as deep as a request. */
    private static final int MAX_DEPTH_OF_ANSWERS = MAX_DEPTH + 8;

    private static final int MAX_DIGITS = 32;
    private static final int MAX_NAME = 256;

    private static final JsonMapper MAPPER = mapper(MAX_DEPTH);
    private static final JsonMapper MAPPER_OF_ANSWERS = mapper(MAX_DEPTH_OF_ANSWERS);

    private Json() {}

    private static JsonMapper mapper(int maxDepth) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .maxNumberLength(MAX_DIGITS)
                                .maxNameLength(MAX_NAME)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
        return parse(decode(utf8));
    }

    public static JsonNode parse(String text) throws MalformedJsonException {
        return parse(MAPPER, text);
    }

    /** What a server has sent: it may be nested as deeply as something in it was when it came in, and some more. */
    public static JsonNode parseAnswer(byte[] utf8) throws MalformedJsonException {
        return parse(MAPPER_OF_ANSWERS, decode(utf8));
    }

    private static JsonNode parse(JsonMapper mapper, String text) throws MalformedJsonException {
        try {
            JsonNode node = mapper.readTree(text);
            if (node.isMissingNode()) {
                throw new MalformedJsonException("nothing where JSON is expected");
            }
            return node;
        } catch (JsonProcessingException e) {
            // Its message quotes the text, which may hold a private key.
            throw new MalformedJsonException("not valid JSON, or nested too deeply, or with a key twice");
        }
    }

    /** The text that the bytes stand for. */
    public static String decode(byte[] utf8) throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    /** Writes a value as compact UTF-8 text, and closes what it has written to. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Compact text, without line breaks. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON values can always be written", e);
        }
    }
}
