package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.p2pcredit.fakechain.internal.chain.Account;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Refusal;
import io.p2pcredit.fakechain.internal.chain.Registration;
import io.p2pcredit.fakechain.internal.chain.TransferOrder;
import io.p2pcredit.fakechain.internal.chain.TransferResult;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.fakechain.internal.key.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interface that original clients know: {@code GET} with parameters, also for what changes something. */
final class OriginalInterface implements Routes {
    private static final Answer SUCCESS = Answer.ok(Json.text("success"));
    private static final int MANY_USERS = 1_000;

    private final Counter counter;

    OriginalInterface(Counter counter) {
        this.counter = counter;
    }

    @Override
    public Map<String, Map<String, Endpoint>> endpoints() {
        return Map.of(
                "/add_user", Map.of("GET", this::addUser),
                "/get_users", Map.of("GET", this::getUsers),
                "/pay_user", Map.of("GET", this::payUser),
                "/delete_all_users", Map.of("GET", this::deleteAllUsers));
    }

    @Override
    public JsonNode error(Problem problem) {
        return Json.text("error: " + problem.text());
    }

    private Answer addUser(Request request) throws Problem {
        Parameters query = request.query();
        Registration order = new Registration(
                candidate(query),
                Values.name("public_key", query.text("public_key")),
                Values.funds(query.text("amount")),
                peeringInfo(query.text("peering_info")),
                null);
        return successUnless(counter.register(order, privateKey(query)));
    }

    private Answer getUsers(Request request) throws Problem {
        List<Account> accounts = counter.chain().accounts(candidate(request.query()));
        return new Answer(200, accounts.size() > MANY_USERS, out -> {
            out.writeStartObject();
            for (Account account : accounts) {
                out.writeObjectFieldStart(account.name());
                out.writeNumberField("amount", account.balance());
                out.writeFieldName("peering_info");
                out.writeRawValue(account.peeringInfo());
                out.writeEndObject();
            }
            out.writeEndObject();
        });
    }

    private Answer payUser(Request request) throws Problem {
        Parameters query = request.query();
        TransferOrder order = new TransferOrder(
                candidate(query),
                Values.name("sender", query.text("sender")),
                Values.name("receiver", query.text("receiver")),
                Values.amount(query.text("amount")),
                null);
        return successUnless(counter.transfer(order, privateKey(query)).match(WHY_NOT));
    }

    private Answer deleteAllUsers(Request request) throws Problem {
        counter.orders().deleteAllUsers(candidate(request.query()));
        return SUCCESS;
    }

    private static String candidate(Parameters query) throws Problem {
        return Values.name("candidate", query.text("candidate"));
    }

    private static PrivateKey privateKey(Parameters query) throws Problem {
        return Values.privateKey(query.text("private_key"));
    }

    private static String peeringInfo(String json) throws Problem {
        try {
            return Values.peeringInfo(Json.parse(Values.sized("peering_info", json, Values.MAX_PEERING_INFO_BYTES)));
        } catch (MalformedJsonException e) {
            throw Problem.malformed("peering_info: " + e.getMessage());
        }
    }

    private static Answer successUnless(Optional<Refusal> refusal) throws Problem {
        if (refusal.isPresent()) {
            throw Problem.refused(refusal.get());
        }
        return SUCCESS;
    }

    private static final TransferResult.Cases<Optional<Refusal>> WHY_NOT = new TransferResult.Cases<>() {
        @Override
        public Optional<Refusal> decided(TransferResult.Decided result) {
            return Optional.ofNullable(result.transfer().refusal());
        }

        @Override
        public Optional<Refusal> keyUsed(TransferResult.KeyUsed result) {
            throw new IllegalStateException("a transfer without a key cannot meet a used one");
        }

        @Override
        public Optional<Refusal> notAllowed(TransferResult.NotAllowed result) {
            return Optional.of(result.refusal());
        }
    };
}
