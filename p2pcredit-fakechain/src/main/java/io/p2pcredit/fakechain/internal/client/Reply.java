package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;

/** What came of one request. */
public sealed interface Reply {
    /**
     * Why there is no answer, or what the server complains of, or that its answer makes no sense. For people to read.
     */
    String reason();

    /** Nobody listens there: not a byte of the request has left. */
    record NotSent(String reason) implements Reply {}

    /** The request may have been carried out, and there is no answer that could be read. */
    record NoAnswer(String reason) implements Reply {}

    /**
     * The server has answered.
     *
     * @param body missing if it was no JSON
     */
    record Answer(int status, JsonNode body) implements Reply {
        static Answer of(int status, byte[] body) {
            try {
                return new Answer(status, Json.parse(body));
            } catch (MalformedJsonException e) {
                return new Answer(status, MissingNode.getInstance());
            }
        }

        public boolean isOk() {
            return status == 200;
        }

        /** Whether this is an error that a Fakechain calls by this name, with this status. */
        public boolean isError(int expectedStatus, String code) {
            return status == expectedStatus && code.equals(body.path("error").textValue());
        }

        /** The fields of the body, which must be an object. */
        public JsonFields fields() throws MalformedJsonException {
            return JsonFields.of(body);
        }

        /** Whether nobody there knows {@code /v2}: whoever does names an error. */
        public boolean isWithoutV2() {
            return status == 404 && !body.path("error").isTextual();
        }

        /** What the server says is wrong, safe to show. */
        public String complaint() {
            if (isWithoutV2()) {
                return "there is no /v2 there: it is no Fakechain, or one that knows only the original interface";
            }
            String text = body.path("message").asText("");
            return text.isEmpty() ? "status " + status : Shown.text(text);
        }

        @Override
        public String reason() {
            if (isOk()) {
                return "the server's answer makes no sense";
            }
            return isWithoutV2() ? complaint() : "the server says: " + complaint();
        }
    }
}
