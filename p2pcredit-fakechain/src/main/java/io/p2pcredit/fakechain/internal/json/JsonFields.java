package io.p2pcredit.fakechain.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.trustline.Texts;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a JSON object, each demanded with its type. */
public final class JsonFields {
    private final ObjectNode object;

    private JsonFields(ObjectNode object) {
        this.object = object;
    }

    /** The fields of what must be an object. Further fields are nobody's business. */
    public static JsonFields of(JsonNode node) throws MalformedJsonException {
        if (node instanceof ObjectNode object) {
            return new JsonFields(object);
        }
        throw new MalformedJsonException("not a JSON object");
    }

    /** The fields of what must be an object that has no others than these. */
    public static JsonFields of(JsonNode node, Set<String> allowed) throws MalformedJsonException {
        JsonFields fields = of(node);
        for (Iterator<String> names = fields.object.fieldNames(); names.hasNext(); ) {
            if (!allowed.contains(names.next())) {
                throw new MalformedJsonException("a field that is not among " + sorted(allowed));
            }
        }
        return fields;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /** Every field with its value, in the order of the text. */
    public Iterator<Map.Entry<String, JsonNode>> all() {
        return object.properties().iterator();
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public String text(String name) throws MalformedJsonException {
        JsonNode value = value(name);
        if (!value.isTextual() || !Texts.isWellFormed(value.textValue())) {
            throw new MalformedJsonException(name + " is not a well-formed text");
        }
        return value.textValue();
    }

    public Optional<String> optionalText(String name) throws MalformedJsonException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A whole number, written as plain digits. */
    public long number(String name) throws MalformedJsonException {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedJsonException(name + " is not a whole number within its limits");
        }
        return value.longValue();
    }

    public ObjectNode object(String name) throws MalformedJsonException {
        if (value(name) instanceof ObjectNode value) {
            return value;
        }
        throw new MalformedJsonException(name + " is not a JSON object");
    }

    /** The elements of a field that must be an array. */
    public Iterable<JsonNode> elements(String name) throws MalformedJsonException {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw new MalformedJsonException(name + " is not a JSON array");
        }
        return value;
    }

    private JsonNode value(String name) throws MalformedJsonException {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new MalformedJsonException(name + " is missing");
        }
        return value;
    }
}
