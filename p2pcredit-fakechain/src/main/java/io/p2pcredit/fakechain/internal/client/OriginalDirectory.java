package io.p2pcredit.fakechain.internal.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.Reply;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.trustline.PeerId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The directory over the original interface. Everybody is read at once; nobody's key is bound to an account. */
public final class OriginalDirectory implements ChainDirectory {
    private final Calls calls;
    private final Identity identity;
    private final long startingFunds;

    public OriginalDirectory(Calls calls, Identity identity, long startingFunds) {
        this.calls = calls;
        this.identity = identity;
        this.startingFunds = startingFunds;
    }

    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        if (!own.name().equals(identity.name())) {
            return CompletableFuture.completedFuture(identity.cannotPublishOthers());
        }
        ObjectNode peeringInfo = PeeringInfo.encode(own);
        return calls.once(
                        "/add_user",
                        identity.authenticatedQuery(
                                "public_key", own.name().name(),
                                "amount", Long.toString(startingFunds),
                                "peering_info", Json.write(peeringInfo)))
                .thenApply(OriginalDirectory::published);
    }

    private static PublishOutcome published(Reply reply) {
        if (OriginalAnswers.isSuccess(reply)) {
            return new PublishOutcome.Published();
        }
        Optional<String> refusal = OriginalAnswers.refusal(reply);
        return reply instanceof Reply.Answer answer && answer.status() == 403 && refusal.isPresent()
                ? new PublishOutcome.NameTaken(refusal.get())
                : Failures.ofPublishing(OriginalAnswers.failure(reply));
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return everybody()
                .thenApply(reply -> reply instanceof Done<NavigableMap<String, FakechainUser>> done
                        ? found(Optional.ofNullable(done.value().get(peer.name())))
                        : new FindOutcome.Unreachable(Failures.reason(reply)));
    }

    private static FindOutcome found(Optional<FakechainUser> user) {
        return user.flatMap(FakechainUser::peer)
                .<FindOutcome>map(FindOutcome.Found::new)
                .orElseGet(FindOutcome.NotFound::new);
    }

    @Override
    public CompletionStage<FakechainReply<List<FakechainUser>>> users() {
        return everybody().thenApply(reply -> reply.map(users -> List.copyOf(users.values())));
    }

    private CompletableFuture<FakechainReply<NavigableMap<String, FakechainUser>>> everybody() {
        return calls.get("/get_users", "candidate", identity.candidate()).thenApply(OriginalAnswers::users);
    }

    /** Counts them first, since this interface does not say how many there were. */
    @Override
    public CompletionStage<FakechainReply<Integer>> deleteAllUsers() {
        return users().thenCompose(reply -> reply instanceof Done<List<FakechainUser>> done
                ? delete(done.value().size())
                : CompletableFuture.completedFuture(reply.map(List::size)));
    }

    private CompletableFuture<FakechainReply<Integer>> delete(int users) {
        return calls.once("/delete_all_users", "candidate", identity.candidate())
                .thenApply(
                        reply -> OriginalAnswers.isSuccess(reply) ? new Done<>(users) : OriginalAnswers.failure(reply));
    }
}
