package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.SettlementKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The ledger over {@code /v2}. Whatever the server does not clearly say is unknown. */
public final class V2Ledger implements ChainLedger {
    private static final String PAGE = "1000";

    private final Calls calls;
    private final Identity identity;

    public V2Ledger(Calls calls, Identity identity) {
        this.calls = calls;
        this.identity = identity;
    }

    @Override
    public CompletionStage<FakechainReply<Set<Capability>>> askCapabilities() {
        return calls.get("/v2/capabilities").thenApply(V2Ledger::capabilities);
    }

    static FakechainReply<Set<Capability>> capabilities(Reply reply) {
        return V2Answers.reply(reply, V2Ledger::capabilities);
    }

    private static Set<Capability> capabilities(JsonFields fields) throws MalformedJsonException {
        Decoder.check(fields.text("ledger").equals("fakechain"));
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (JsonNode name : fields.elements("capabilities")) {
            switch (name.asText()) {
                case "idempotent_transfer" -> capabilities.add(Capability.IDEMPOTENT_SUBMIT);
                case "transfer_by_key" -> capabilities.add(Capability.LOOK_UP);
                case "transfers" -> capabilities.add(Capability.INCOMING);
                case "balance" -> capabilities.add(Capability.BALANCE);
                default -> {
                    // Something that this client makes no use of.
                }
            }
        }
        return Set.copyOf(capabilities);
    }

    /** A server that says nothing of its instance is one of before there were any. */
    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return calls.get("/v2/capabilities", "candidate", identity.candidate())
                .thenApply(reply -> Failures.instance(V2Answers.reply(reply, V2Ledger::instance)));
    }

    private static InstanceOutcome instance(JsonFields fields) throws MalformedJsonException {
        Decoder.check(fields.text("ledger").equals("fakechain"));
        return fields.optionalText("instance")
                .<InstanceOutcome>map(instance -> new InstanceOutcome.Named(LedgerInstance.of(instance)))
                .orElseGet(InstanceOutcome.Nameless::new);
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return calls.get("/v2/user", "candidate", identity.candidate(), "name", account.text())
                .thenApply(reply -> V2Answers.isError(reply, 404, "unknown_user")
                        ? new BalanceOutcome.NoAccount()
                        : Failures.balance(V2Answers.reply(reply, fields -> funds(account, fields))));
    }

    private static BalanceOutcome funds(AccountId account, JsonFields fields) throws MalformedJsonException {
        Decoder.check(fields.text("name").equals(account.text()));
        return new BalanceOutcome.Funds(UserCodec.balance(fields), UserCodec.owner(fields));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        if (!transfer.payer().equals(accountOf(identity.name()))) {
            return CompletableFuture.completedFuture(identity.cannotPayForOthers());
        }
        ObjectNode body = identity.authenticatedBody()
                .put("key", transfer.key().toString())
                .put("sender", transfer.payer().text())
                .put("receiver", transfer.payee().text())
                .put("amount", transfer.amount().units());
        return calls.post("/v2/transfers", body).thenApply(reply -> outcome(transfer, reply));
    }

    private static SubmitOutcome outcome(Transfer transfer, Reply reply) {
        if (reply instanceof Reply.NotSent unsent) {
            return new SubmitOutcome.NotSent(unsent.reason());
        }
        return decided(transfer, reply)
                .orElseGet(
                        () -> new SubmitOutcome.Unknown(V2Answers.failure(reply).reason()));
    }

    private static Optional<SubmitOutcome> decided(Transfer transfer, Reply reply) {
        if (V2Answers.isError(reply, 409, "key_used")) {
            return Decoder.of(reply, fields -> keyUsed(transfer, JsonFields.of(fields.object("recorded"))));
        }
        return Decoder.ofSuccess(reply, fields -> {
            Decoder.check(TransferCodec.transfer(fields).equals(transfer));
            return TransferCodec.outcome(fields);
        });
    }

    private static SubmitOutcome keyUsed(Transfer transfer, JsonFields recorded) throws MalformedJsonException {
        Transfer earlier = TransferCodec.transfer(recorded);
        checkIsOf(earlier, transfer.payer(), transfer.key());
        Decoder.check(!earlier.equals(transfer));
        return new SubmitOutcome.KeyUsed(earlier, TransferCodec.outcome(recorded));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return calls.get(
                        "/v2/transfer",
                        "candidate",
                        identity.candidate(),
                        "sender",
                        payer.text(),
                        "key",
                        key.toString())
                .thenApply(reply -> {
                    if (V2Answers.isError(reply, 404, "unknown_transfer")) {
                        return new LookUpOutcome.NotFound();
                    }
                    return Decoder.ofSuccess(reply, fields -> found(payer, key, fields))
                            .orElseGet(() -> new LookUpOutcome.Unknown(
                                    V2Answers.failure(reply).reason()));
                });
    }

    private static LookUpOutcome found(AccountId payer, SettlementKey key, JsonFields fields)
            throws MalformedJsonException {
        checkIsOf(TransferCodec.transfer(fields), payer, key);
        return TransferCodec.isExecuted(fields)
                ? new LookUpOutcome.Found(TransferCodec.recorded(fields))
                : new LookUpOutcome.NotFound();
    }

    private static void checkIsOf(Transfer transfer, AccountId payer, SettlementKey key) throws MalformedJsonException {
        Decoder.check(transfer.payer().equals(payer) && transfer.key().equals(key));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return calls.get(
                        "/v2/transfers",
                        "candidate",
                        identity.candidate(),
                        "receiver",
                        payee.text(),
                        "after",
                        Long.toString(after),
                        "limit",
                        PAGE)
                .thenApply(reply -> Decoder.ofSuccess(reply, fields -> page(payee, after, fields)));
    }

    private static IncomingPage page(AccountId payee, long after, JsonFields fields) throws MalformedJsonException {
        List<Recorded> transfers = new ArrayList<>();
        for (JsonNode element : fields.elements("transfers")) {
            JsonFields transfer = JsonFields.of(element);
            Decoder.check(transfer.text("receiver").equals(payee.text()) && TransferCodec.isExecuted(transfer));
            // One that was paid over the original interface has no key, so it settles nothing.
            if (transfer.has("key")) {
                transfers.add(TransferCodec.recorded(transfer));
            }
        }
        long next = fields.number("next");
        Decoder.check(next > after || (next == after && transfers.isEmpty()));
        return new IncomingPage(transfers, next);
    }
}
