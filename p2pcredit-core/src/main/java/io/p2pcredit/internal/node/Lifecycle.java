package io.p2pcredit.internal.node;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.NodeStatus.State;
import io.p2pcredit.internal.NodeParts;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.event.Projector;
import io.p2pcredit.internal.loop.Loop;
import io.p2pcredit.internal.payment.PaymentDesk;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.internal.settlement.SettlementPromises;
import io.p2pcredit.internal.snapshot.Backups;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Transport.Listening;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a node comes to its end: on purpose, or because it cannot go on. */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Loop loop;
    private final Sessions sessions;
    private final PaymentDesk payments;
    private final SettlementPromises settlements;
    private final OutgoingProposals proposals;
    private final Backups backups;
    private final EventHub events;
    private final Projector projector;
    private final NodeParts parts;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile NodeStatus status = NodeStatus.of(State.STARTING);
    private volatile Optional<Listening> listening = Optional.empty();

    Lifecycle(
            Loop loop,
            Sessions sessions,
            PaymentDesk payments,
            SettlementPromises settlements,
            OutgoingProposals proposals,
            Backups backups,
            EventHub events,
            Projector projector,
            NodeParts parts) {
        this.loop = loop;
        this.sessions = sessions;
        this.payments = payments;
        this.settlements = settlements;
        this.proposals = proposals;
        this.backups = backups;
        this.events = events;
        this.projector = projector;
        this.parts = parts;
    }

    NodeStatus status() {
        return status;
    }

    void listening(Listening open) {
        listening = Optional.of(open);
    }

    void ready() {
        status = NodeStatus.of(State.READY);
    }

    /** Called on the owner, once: nothing is signed or sent any more, and what can be read stays readable. */
    void halt(Throwable failure) {
        String reason = reason(failure);
        status = NodeStatus.halted(reason);
        stopListening();
        sessions.abandonAll();
        refuseAll();
        events.publish(new NodeEvent.Halted(reason));
        if (leaving) {
            release(); // the leave that was asked for has no turn any more
        }
    }

    /** What has happened, for the node's owner. */
    private static String reason(Throwable failure) {
        if (failure instanceof StorageException storage) {
            String message = storage.getMessage();
            return switch (storage.code()) {
                case FULL -> "there is no space left to store anything: " + message;
                case LOCKED, FENCED -> "another node has taken the store over: " + message;
                case CLOSED, DAMAGED, NEWER, FAILED -> "the store has failed: " + message;
            };
        }
        return "something has happened that cannot: " + failure;
    }

    /** Completes when the node has come to its end; on any thread. */
    CompletionStage<Void> closed() {
        return closed;
    }

    /** Takes leave. For any thread; the same future every time. */
    CompletionStage<Void> close() {
        leaving = true;
        if (hasEnded()) {
            release();
        } else {
            loop.submit(round -> round.afterwards(this::leave)); // a halt that is under way sees to it itself
        }
        return closed;
    }

    private boolean hasEnded() {
        State state = status.state();
        return state == State.HALTED || state == State.CLOSED;
    }

    private void leave() {
        stopListening();
        sessions.closeAll();
        status = NodeStatus.of(State.CLOSED);
        loop.stop();
        refuseAll();
        release();
    }

    private void stopListening() {
        try {
            listening.ifPresent(Listening::close);
        } catch (RuntimeException e) { // what else there is to do must be done all the same
            LOG.error("the transport cannot stop listening", e);
        }
    }

    private void refuseAll() {
        Refusal refusal = Refusal.because(RefusalCode.NODE_CLOSED);
        payments.refuseAll(refusal);
        settlements.refuseAll(refusal);
        proposals.refuseAll(refusal);
        backups.refuseAll(refusal);
    }

    /** Lets go of everything, once the history has what it was given. */
    private void release() {
        if (released.compareAndSet(false, true)) {
            projector.end(() -> {
                parts.closeMade();
                closed.complete(null);
            });
        }
    }
}
