package io.p2pcredit.internal.node;

import io.p2pcredit.PeerIdentity;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which key a peer is known by, and the owner's word when it changes. For any thread. */
final class KeyDesk {
    private final Context context;
    private final Requests requests;
    private final Sessions sessions;

    KeyDesk(Context context, Requests requests, Sessions sessions) {
        this.context = context;
        this.requests = requests;
        this.sessions = sessions;
    }

    CompletableFuture<PeerIdentity> identity(PeerId peer) {
        CompletableFuture<PeerIdentity> promise = new CompletableFuture<>();
        context.surroundings()
                .directory()
                .find(peer)
                .whenComplete((outcome, failure) -> requests.command(
                        round -> requests.keepAfterwards(round, promise, identity(peer, outcome)), promise));
        return promise.copy();
    }

    private PeerIdentity identity(PeerId peer, @Nullable FindOutcome outcome) {
        return new PeerIdentity(peer, context.lines().keyOf(peer), shown(outcome));
    }

    private static Optional<PublicKey> shown(@Nullable FindOutcome outcome) {
        return outcome instanceof FindOutcome.Found found
                ? Optional.of(found.peer()).flatMap(PeerRecord::key)
                : Optional.empty();
    }

    CompletableFuture<PeerIdentity> accept(PeerId peer, PublicKey key) {
        CompletableFuture<PeerIdentity> promise = new CompletableFuture<>();
        context.surroundings()
                .directory()
                .find(peer)
                .whenComplete((outcome, failure) ->
                        requests.command(round -> accept(round, peer, key, shown(outcome), promise), promise));
        return promise.copy();
    }

    private void accept(
            Round round,
            PeerId peer,
            PublicKey key,
            Optional<PublicKey> shown,
            CompletableFuture<PeerIdentity> promise) {
        if (shown.filter(key::equals).isEmpty()) {
            requests.refuse(Refusal.because(RefusalCode.NOT_THE_KEY_SHOWN), promise);
            return;
        }
        boolean isAnothers =
                context.lines().nameOf(key).filter(name -> !name.equals(peer)).isPresent();
        boolean wasGivenUp = context.lines().retired().stream()
                .anyMatch(held -> held.line().identity().peerKey().equals(key));
        if (isAnothers || wasGivenUp || key.equals(context.signer().publicKey())) {
            requests.refuse(Refusal.because(RefusalCode.KEY_CHANGED), promise);
            return;
        }
        boolean pinnedOtherwise = context.lines()
                .keyOf(peer)
                .filter(pinned -> !pinned.equals(key))
                .isPresent();
        if (pinnedOtherwise && round.line(peer).isPresent()) {
            round.step(peer, new Input.Retire(key));
            round.afterwards(() -> {
                sessions.close(peer, CloseCode.KEY_CHANGED);
                sessions.tryNow(peer);
            });
        }
        requests.keepAfterwards(round, promise, new PeerIdentity(peer, Optional.of(key), shown));
    }
}
