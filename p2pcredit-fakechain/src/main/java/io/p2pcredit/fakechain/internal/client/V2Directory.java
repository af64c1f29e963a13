package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The directory over {@code /v2}. */
public final class V2Directory implements ChainDirectory {
    private final Calls calls;
    private final Identity identity;
    private final long startingFunds;

    public V2Directory(Calls calls, Identity identity, long startingFunds) {
        this.calls = calls;
        this.identity = identity;
        this.startingFunds = startingFunds;
    }

    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        if (!own.name().equals(identity.name())) {
            return CompletableFuture.completedFuture(identity.cannotPublishOthers());
        }
        ObjectNode body =
                identity.authenticatedBody().put("name", own.name().name()).put("amount", startingFunds);
        own.key().ifPresent(key -> body.put("identity_key", key.toString()));
        body.set("peering_info", PeeringInfo.encode(own));
        return calls.post("/v2/users", body).thenApply(V2Directory::published);
    }

    private static PublishOutcome published(Reply reply) {
        if (Decoder.ofSuccess(reply, fields -> fields).isPresent()) {
            return new PublishOutcome.Published();
        }
        return V2Answers.isError(reply, 403, "name_taken")
                ? new PublishOutcome.NameTaken(V2Answers.complaint(reply).orElseThrow())
                : Failures.ofPublishing(V2Answers.failure(reply));
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return calls.get("/v2/user", "candidate", identity.candidate(), "name", peer.name())
                .thenApply(reply -> {
                    if (V2Answers.isError(reply, 404, "unknown_user")) {
                        return new FindOutcome.NotFound();
                    }
                    return Decoder.ofSuccess(reply, fields -> found(peer, fields))
                            .orElseGet(() -> new FindOutcome.Unreachable(
                                    V2Answers.failure(reply).reason()));
                });
    }

    private static FindOutcome found(PeerId peer, JsonFields fields) throws MalformedJsonException {
        PeerRecord record = UserCodec.peer(fields);
        Decoder.check(record.name().equals(peer));
        return new FindOutcome.Found(record);
    }

    @Override
    public CompletionStage<FakechainReply<List<FakechainUser>>> users() {
        return new UserListing(calls, identity.candidate()).start();
    }

    @Override
    public CompletionStage<FakechainReply<Integer>> deleteAllUsers() {
        return calls.post("/v2/delete_all_users", Json.object().put("candidate", identity.candidate()))
                .thenApply(reply -> V2Answers.reply(reply, fields -> Math.toIntExact(fields.number("deleted"))));
    }
}
