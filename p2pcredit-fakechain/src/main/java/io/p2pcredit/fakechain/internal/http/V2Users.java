package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.p2pcredit.fakechain.internal.chain.Account;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Refusal;
import io.p2pcredit.fakechain.internal.chain.Registration;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Users on {@code /v2}: register, look up, list. Their own private key is all that a registration needs. */
final class V2Users {
    private static final Set<String> REGISTRATION =
            Set.of("candidate", "name", "private_key", "amount", "peering_info", "identity_key");

    private final Counter counter;

    V2Users(Counter counter) {
        this.counter = counter;
    }

    Answer register(Request request) throws Problem {
        JsonFields body = request.body(REGISTRATION);
        Optional<String> identityKey = V2Fields.optionalText(body, "identity_key");
        PublicKey key = identityKey.isPresent() ? Values.identityKey(identityKey.get()) : null;
        Registration order = new Registration(
                V2Fields.candidate(body),
                Values.name("name", V2Fields.text(body, "name")),
                Values.funds(V2Fields.number(body, "amount")),
                peeringInfo(body),
                key);
        Optional<Refusal> refusal = counter.register(order, V2Fields.privateKey(body));
        if (refusal.isPresent()) {
            throw Problem.refused(refusal.get());
        }
        return Answer.ok(Json.object());
    }

    Answer one(Request request) throws Problem {
        Parameters query = request.query();
        String name = Values.name("name", query.text("name"));
        return counter.chain()
                .account(V2Fields.candidate(query), name)
                .map(account -> Answer.ok(json(account)))
                .orElseThrow(Problem::unknownUser);
    }

    Answer page(Request request) throws Problem {
        Parameters query = request.query();
        int limit = V2Fields.limit(query);
        List<Account> accounts = counter.chain()
                .accounts(V2Fields.candidate(query), query.optional("after").orElse(null), limit);
        ObjectNode page = Json.object();
        ArrayNode users = page.putArray("users");
        accounts.forEach(account -> users.add(json(account)));
        if (accounts.size() == limit) {
            page.put("next", accounts.get(limit - 1).name());
        }
        return Answer.ok(page);
    }

    private static String peeringInfo(JsonFields body) throws Problem {
        try {
            return Values.peeringInfo(body.object("peering_info"));
        } catch (MalformedJsonException e) {
            throw Problem.malformed(e);
        }
    }

    private static ObjectNode json(Account account) {
        ObjectNode json = Json.object()
                .put("name", account.name())
                .put("amount", account.balance())
                .putRawValue("peering_info", new RawValue(account.peeringInfo()));
        if (account.identityKey() != null) {
            json.put("identity_key", account.identityKey().toString());
        }
        return json;
    }
}
