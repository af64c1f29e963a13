package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.p2pcredit.fakechain.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What goes back to the client: a status and a JSON value.
 *
 * @param isLong whether it is written bit by bit and its length not told, so that it never is in memory as a whole
 */
record Answer(int status, boolean isLong, Body body) {
    private static final int LENGTH_UNKNOWN = 0;
    private static final int NO_BODY = -1;

    static Answer ok(JsonNode body) {
        return of(200, body);
    }

    static Answer of(int status, JsonNode body) {
        return new Answer(status, false, out -> out.writeTree(body));
    }

    void writeTo(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
        } else if (isLong) {
            exchange.sendResponseHeaders(status, LENGTH_UNKNOWN);
            write(exchange.getResponseBody());
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(bytes);
            exchange.sendResponseHeaders(status, bytes.size());
            try (OutputStream out = exchange.getResponseBody()) {
                bytes.writeTo(out);
            }
        }
    }

    private void write(OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            body.writeTo(json);
        }
    }

    /** Writes a JSON value. */
    @FunctionalInterface
    interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }
}
