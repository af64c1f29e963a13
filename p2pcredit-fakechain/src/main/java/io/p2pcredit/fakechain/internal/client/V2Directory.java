package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.JsonFields;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The directory over {@code /v2}. */
public final class V2Directory implements PeerDirectory {
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
            return CompletableFuture.completedFuture(
                    new PublishOutcome.NameTaken("only " + identity.name() + " can be published here"));
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
        if (reply instanceof Reply.Answer answer && answer.isError(403, "name_taken")) {
            return new PublishOutcome.NameTaken(answer.complaint());
        }
        return Failures.<Void>of(reply) instanceof FakechainReply.Refused<Void> refused
                ? new PublishOutcome.Refused(refused.reason())
                : new PublishOutcome.Unreachable(reply.reason());
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return calls.get("/v2/user", "candidate", identity.candidate(), "name", peer.name())
                .thenApply(reply -> {
                    if (reply instanceof Reply.Answer answer && answer.isError(404, "unknown_user")) {
                        return new FindOutcome.NotFound();
                    }
                    return Decoder.ofSuccess(reply, fields -> found(peer, fields))
                            .orElseGet(() -> new FindOutcome.Unreachable(reply.reason()));
                });
    }

    private static FindOutcome found(PeerId peer, JsonFields fields) throws MalformedJsonException {
        PeerRecord record = UserCodec.peer(fields);
        Decoder.check(record.name().equals(peer));
        return new FindOutcome.Found(record);
    }

    @Override
    public CompletionStage<Optional<List<PeerRecord>>> list() {
        return users().thenApply(reply -> reply instanceof FakechainReply.Done<List<FakechainUser>> done
                ? Optional.of(peers(done.value()))
                : Optional.empty());
    }

    private static List<PeerRecord> peers(List<FakechainUser> users) {
        return users.stream().flatMap(user -> user.peer().stream()).toList();
    }

    /** Everybody, by name. */
    public CompletionStage<FakechainReply<List<FakechainUser>>> users() {
        return new UserListing(calls, identity.candidate()).start();
    }

    /** Makes the candidate's chain empty, for everybody, and says how many users it had. */
    public CompletionStage<FakechainReply<Integer>> deleteAllUsers() {
        return calls.post("/v2/delete_all_users", Json.object().put("candidate", identity.candidate()))
                .thenApply(reply -> Decoder.ofSuccess(reply, fields -> Math.toIntExact(fields.number("deleted")))
                        .<FakechainReply<Integer>>map(FakechainReply.Done::new)
                        .orElseGet(() -> Failures.of(reply)));
    }
}
