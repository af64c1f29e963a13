package io.p2pcredit.fakechain.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that has been read to its end, and whose size is bounded. */
final class Request {
    static final int MAX_BODY_BYTES = 16 * 1024;

    private final String method;
    private final String path;
    private final @Nullable String rawQuery;
    private final @Nullable String contentType;
    private final byte[] body;

    private Request(HttpExchange exchange, byte[] body) {
        method = exchange.getRequestMethod();
        path = exchange.getRequestURI().getRawPath();
        rawQuery = exchange.getRequestURI().getRawQuery();
        contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        this.body = body;
    }

    /** Reads the request from its connection: this may take as long as the client likes. */
    static Request read(HttpExchange exchange) throws IOException, Problem {
        if (isFromAnotherSite(exchange.getRequestHeaders())) {
            throw Problem.crossSite();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw Problem.tooLarge("the body");
        }
        return new Request(exchange, body);
    }

    /**
     * Browsers say so by themselves; without this check any page could delete the users of a server on this machine.
     */
    private static boolean isFromAnotherSite(Headers headers) {
        return headers.containsKey("Origin") || "cross-site".equals(headers.getFirst("Sec-Fetch-Site"));
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Parameters query() throws Problem {
        return Parameters.parse(rawQuery);
    }

    /** The body, which must be a JSON object with no other fields than these. */
    JsonFields body(Set<String> allowed) throws Problem {
        if (contentType == null || !isJson(contentType)) {
            throw Problem.notJson();
        }
        try {
            return JsonFields.of(Json.parse(body), allowed);
        } catch (MalformedJsonException e) {
            throw Problem.malformed(e);
        }
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
