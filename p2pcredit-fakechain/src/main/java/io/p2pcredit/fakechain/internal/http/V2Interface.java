package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Units;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The interface that debts are settled on: what changes something is a {@code POST} with a JSON body, so that private
 * keys stay out of URLs, and a transfer carries a key by which it is executed at most once.
 */
final class V2Interface implements Routes {
    static final String PREFIX = "/v2/";

    private static final List<String> CAPABILITIES =
            List.of("idempotent_transfer", "transfer_by_key", "transfer_by_tx", "transfers", "balance", "identity_key");

    private final Counter counter;
    private final V2Users users;
    private final V2Transfers transfers;

    V2Interface(Counter counter) {
        this.counter = counter;
        users = new V2Users(counter);
        transfers = new V2Transfers(counter);
    }

    @Override
    public Map<String, Map<String, Endpoint>> endpoints() {
        return Map.of(
                "/v2/health", Map.of("GET", this::health),
                "/v2/capabilities", Map.of("GET", this::capabilities),
                "/v2/users", Map.of("GET", users::page, "POST", users::register),
                "/v2/user", Map.of("GET", users::one),
                "/v2/transfers", Map.of("GET", transfers::page, "POST", transfers::submit),
                "/v2/transfer", Map.of("GET", transfers::one),
                "/v2/delete_all_users", Map.of("POST", this::deleteAllUsers));
    }

    @Override
    public JsonNode error(Problem problem) {
        return json(problem);
    }

    static ObjectNode json(Problem problem) {
        return Json.object().put("error", problem.code()).put("message", problem.text());
    }

    private Answer health(Request request) throws Problem {
        if (!counter.orders().areTaken()) {
            throw Problem.readOnly();
        }
        return Answer.ok(Json.object().put("status", "ok"));
    }

    private Answer capabilities(Request request) throws Problem {
        ArrayNode names = Json.array();
        CAPABILITIES.forEach(names::add);
        ObjectNode answer =
                Json.object().put("ledger", "fakechain").put("version", 2).put("max_amount", Units.MAX);
        Parameters query = request.query();
        if (query.optional("candidate").isPresent()) {
            long origin = counter.chain().origin(V2Fields.candidate(query));
            answer.put("instance", Long.toString(origin));
        }
        return Answer.ok(answer.set("capabilities", names));
    }

    private Answer deleteAllUsers(Request request) throws Problem {
        JsonFields body = request.body(Set.of("candidate"));
        int deleted = counter.orders().deleteAllUsers(V2Fields.candidate(body));
        return Answer.ok(Json.object().put("deleted", deleted));
    }
}
