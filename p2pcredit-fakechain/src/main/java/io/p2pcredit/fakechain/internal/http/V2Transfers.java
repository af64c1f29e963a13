package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Counter;
import io.p2pcredit.fakechain.internal.chain.Flow;
import io.p2pcredit.fakechain.internal.chain.Transfer;
import io.p2pcredit.fakechain.internal.chain.TransferOrder;
import io.p2pcredit.fakechain.internal.chain.TransferResult;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.trustline.Amount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transfers on {@code /v2}. A well-formed order of the sender's own is always decided about, and the decision recorded:
 * also for a receiver that cannot exist here, or an amount that no balance can hold.
 */
final class V2Transfers {
    private static final Set<String> ORDER = Set.of("candidate", "sender", "receiver", "amount", "key", "private_key");
    private static final int MAX_RECEIVER_BYTES = 256;

    private final Counter counter;

    V2Transfers(Counter counter) {
        this.counter = counter;
    }

    Answer submit(Request request) throws Problem {
        JsonFields body = request.body(ORDER);
        TransferOrder order = new TransferOrder(
                V2Fields.candidate(body),
                Values.name("sender", V2Fields.text(body, "sender")),
                Values.sized("receiver", V2Fields.text(body, "receiver"), MAX_RECEIVER_BYTES),
                Values.amount(V2Fields.number(body, "amount"), Amount.MAX_UNITS),
                Values.key(V2Fields.text(body, "key")));
        return counter.transfer(order, V2Fields.privateKey(body)).match(ANSWER);
    }

    Answer one(Request request) throws Problem {
        Parameters query = request.query();
        String candidate = V2Fields.candidate(query);
        Optional<String> tx = query.optional("tx");
        Optional<Transfer> found = tx.isPresent()
                ? counter.chain().transfer(candidate, Values.digits("tx", tx.get()))
                : counter.chain()
                        .transfer(
                                candidate, Values.name("sender", query.text("sender")), Values.key(query.text("key")));
        return found.map(transfer -> Answer.ok(json(transfer))).orElseThrow(Problem::unknownTransfer);
    }

    Answer page(Request request) throws Problem {
        Parameters query = request.query();
        long after = Values.digits("after", query.optional("after").orElse("0"));
        List<Transfer> found = counter.chain().transfers(whose(query), after, V2Fields.limit(query));
        ObjectNode page = Json.object();
        ArrayNode transfers = page.putArray("transfers");
        found.forEach(transfer -> transfers.add(json(transfer)));
        page.put("next", found.isEmpty() ? after : found.get(found.size() - 1).number());
        return Answer.ok(page);
    }

    private static Chain.AccountQuery whose(Parameters query) throws Problem {
        Flow flow = query.optional("receiver").isPresent() ? Flow.INCOMING : Flow.OUTGOING;
        String role = flow == Flow.INCOMING ? "receiver" : "sender";
        return new Chain.AccountQuery(V2Fields.candidate(query), Values.name(role, query.text(role)), flow);
    }

    private static ObjectNode json(Transfer transfer) {
        ObjectNode json = Json.object()
                .put("sender", transfer.sender())
                .put("receiver", transfer.receiver())
                .put("amount", transfer.amount());
        if (transfer.key() != null) {
            json.put("key", transfer.key().toString());
        }
        if (transfer.refusal() == null) {
            return json.put("outcome", "executed").put("tx", Long.toString(transfer.number()));
        }
        return json.put("outcome", "refused")
                .put("reason", Problem.code(transfer.refusal()))
                .put("message", transfer.refusal().text());
    }

    private static final TransferResult.Cases<Answer> ANSWER = new TransferResult.Cases<>() {
        @Override
        public Answer decided(TransferResult.Decided result) {
            return Answer.ok(json(result.transfer()));
        }

        @Override
        public Answer keyUsed(TransferResult.KeyUsed result) {
            Problem problem = Problem.keyUsed();
            ObjectNode body = V2Interface.json(problem).set("recorded", json(result.recorded()));
            return Answer.of(problem.status(), body);
        }

        @Override
        public Answer notAllowed(TransferResult.NotAllowed result) {
            Problem problem = Problem.refused(result.refusal());
            return Answer.of(problem.status(), V2Interface.json(problem));
        }
    };
}
