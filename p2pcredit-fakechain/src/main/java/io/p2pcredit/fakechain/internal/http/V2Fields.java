package io.p2pcredit.fakechain.internal.http;

import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.fakechain.internal.key.PrivateKey;
import java.util.Optional;

/** The fields that several {@code /v2} requests have in common. */
final class V2Fields {
    private static final int MAX_PAGE = 1_000;
    private static final String DEFAULT_PAGE = "100";

    private V2Fields() {}

    static String candidate(JsonFields body) throws Problem {
        return Values.name("candidate", text(body, "candidate"));
    }

    static String candidate(Parameters query) throws Problem {
        return Values.name("candidate", query.text("candidate"));
    }

    static PrivateKey privateKey(JsonFields body) throws Problem {
        return Values.privateKey(text(body, "private_key"));
    }

    static String text(JsonFields body, String name) throws Problem {
        try {
            return body.text(name);
        } catch (MalformedJsonException e) {
            throw Problem.malformed(e);
        }
    }

    static Optional<String> optionalText(JsonFields body, String name) throws Problem {
        return body.has(name) ? Optional.of(text(body, name)) : Optional.empty();
    }

    static long number(JsonFields body, String name) throws Problem {
        try {
            return body.number(name);
        } catch (MalformedJsonException e) {
            throw Problem.malformed(e);
        }
    }

    /** How many elements of a list are wanted: 1 to 1,000, or 100 if the request does not say. */
    static int limit(Parameters query) throws Problem {
        long limit = Values.digits("limit", query.optional("limit").orElse(DEFAULT_PAGE));
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problem.malformed("limit is not a whole number from 1 to " + MAX_PAGE);
        }
        return (int) limit;
    }
}
