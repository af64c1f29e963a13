package io.p2pcredit.internal.proposal;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.loop.Views;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.Line.ProposalState.Stage;
import io.p2pcredit.trustline.machine.Transition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What this node proposes to others. A proposal is signed only once the peer is there and both are in step, so first
 * the peer is met; then it is sent again in every session until it is answered. For the owner only.
 */
public final class OutgoingProposals {
    private static final Duration MEETING_LIMIT = Duration.ofSeconds(15);

    private final Context context;
    private final Sessions sessions;
    private final IncomingProposals incoming;
    private final Promises promises;
    private final Map<PeerId, Waiting> waiting = new HashMap<>();

    /** No proposals yet. */
    public OutgoingProposals(Context context, Sessions sessions, IncomingProposals incoming, Promises promises) {
        this.context = context;
        this.sessions = sessions;
        this.incoming = incoming;
        this.promises = promises;
    }

    private static final class Waiting {
        private final CreditLimit limit;
        private final CompletableFuture<TrustlineView> promise;
        private boolean written;

        Waiting(CreditLimit limit, CompletableFuture<TrustlineView> promise) {
            this.limit = limit;
            this.promise = promise;
        }
    }

    /** Proposes; or accepts, if the peer has just proposed the same. */
    public void propose(Round round, PeerId peer, CreditLimit limit, CompletableFuture<TrustlineView> promise) {
        Optional<RefusalCode> refused = refusal(round, peer);
        if (refused.isPresent()) {
            promises.refuse(promise, Refusal.because(refused.get()));
        } else if (incoming.has(peer)) {
            incoming.accept(round, peer, limit, promise);
        } else {
            meet(round, peer, new Waiting(limit, promise));
        }
    }

    /** Whether this node wants something of the peer. */
    public boolean has(PeerId peer) {
        return waiting.containsKey(peer);
    }

    private Optional<RefusalCode> refusal(Round round, PeerId peer) {
        if (peer.equals(context.self())) {
            return Optional.of(RefusalCode.SELF);
        }
        if (waiting.containsKey(peer)) {
            return Optional.of(RefusalCode.ALREADY_PROPOSED);
        }
        return round.line(peer).flatMap(Line::mayPropose);
    }

    private void meet(Round round, PeerId peer, Waiting proposal) {
        waiting.put(peer, proposal);
        if (round.link(peer).isReady()) {
            write(round, peer, proposal);
            return;
        }
        round.afterwards(() -> sessions.tryNow(peer));
        context.environment()
                .schedule(
                        MEETING_LIMIT,
                        () -> context.loop().submit(later -> {
                            if (waiting.get(peer) == proposal && !proposal.written) {
                                fail(peer, RefusalCode.PEER_AWAY);
                            }
                        }));
    }

    /** The peer is there and in step; it may have proposed already. */
    public void ready(Round round, PeerId peer) {
        Waiting proposal = waiting.get(peer);
        if (proposal == null || proposal.written || !round.link(peer).isReady()) {
            return;
        }
        if (incoming.has(peer)) {
            waiting.remove(peer);
            incoming.accept(round, peer, proposal.limit, proposal.promise);
        } else {
            write(round, peer, proposal);
        }
    }

    private void write(Round round, PeerId peer, Waiting proposal) {
        Transition transition = round.step(peer, new Input.Propose(proposal.limit, proposal.limit));
        if (transition instanceof Transition.Refused refused) {
            fail(peer, refused.refusal().code());
        } else {
            proposal.written = true;
        }
    }

    /** Keeps the promise if the line is open now; gives it up if the line is frozen. */
    public void committed(Change change) {
        Waiting proposal = waiting.get(change.peer());
        if (change.after().line().isFrozen()) {
            fail(change.peer(), RefusalCode.FROZEN);
        } else if (proposal != null && isAccepted(change, proposal)) {
            waiting.remove(change.peer());
            promises.keep(proposal.promise, Views.of(change.after()));
        }
    }

    private static boolean isAccepted(Change change, Waiting proposal) {
        Line line = change.after().line();
        boolean opened = !change.before().line().isOpen();
        boolean answered = proposal.written && line.proposal().stage() == Stage.NONE;
        return line.isOpen() && (opened || answered);
    }

    /** The proposal has come to nothing. */
    public void fail(PeerId peer, RefusalCode code) {
        Waiting proposal = waiting.remove(peer);
        if (proposal != null) {
            promises.refuse(proposal.promise, Refusal.because(code));
        }
    }

    /** The peer could not be met. */
    public void unreachable(PeerId peer, RefusalCode code) {
        Waiting proposal = waiting.get(peer);
        if (proposal != null && !proposal.written) {
            fail(peer, code);
        }
    }

    /** Nobody will be told any more. */
    public void refuseAll(Refusal refusal) {
        waiting.values().forEach(proposal -> promises.refuse(proposal.promise, refusal));
        waiting.clear();
    }
}
