package io.p2pcredit.internal.proposal;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Proposal;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.proposal.ReceivedProposals.Received;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.message.PeerMessage.Refused;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.AdmissionPolicy.Decision;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.ProposalCheck;
import io.p2pcredit.trustline.machine.Transition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others propose to this node, until it is answered. For the owner, but for {@link #list}. */
public final class IncomingProposals {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingProposals.class);

    private final Context context;
    private final Sessions sessions;
    private final AdmissionPolicy policy;
    private final EventHub events;
    private final Promises promises;
    private final ReceivedProposals received = new ReceivedProposals();
    private final Map<PeerId, Long> answers = new HashMap<>(); // the entry that each was an answer to
    private final Set<PeerId> toAskAbout = ConcurrentHashMap.newKeySet();

    /** No proposals yet. */
    public IncomingProposals(
            Context context, Sessions sessions, AdmissionPolicy policy, EventHub events, Promises promises) {
        this.context = context;
        this.sessions = sessions;
        this.policy = policy;
        this.events = events;
        this.promises = promises;
    }

    /** Oldest first. For any thread. */
    public List<Proposal> list() {
        return received.list();
    }

    /** Whether the peer waits for an answer. */
    public boolean has(PeerId peer) {
        return received.of(peer).isPresent();
    }

    /** Takes a proposal in and asks the policy; one that could not become a line ends its session. */
    public void proposed(Round round, PeerId peer, PeerMessage.Propose message) {
        Line line = round.line(peer).orElseThrow();
        Optional<Line> proposed = line.isOpen() ? Optional.of(line) : ProposalCheck.lineOf(line, message.updates());
        if (proposed.isEmpty()) {
            round.afterwards(() -> sessions.close(peer, CloseCode.PROTOCOL_VIOLATION));
            return;
        }
        if (line.isOpen() && message.asked().units() <= line.own().limit().units()) {
            answerOnce(round, line);
            return;
        }
        CreditLimit offered = proposed.get().theirs().limit();
        Proposal proposal = new Proposal(peer, line.identity().peerKey(), offered, message.asked());
        if (received.put(new Received(proposal, message.updates()))) {
            askSoon(peer);
        } else {
            round.afterwards(() -> sessions.send(peer, new Refused(Reason.TOO_MANY_PROPOSALS)));
        }
    }

    /** What is asked for is granted already: that is signed once for each proposal that the peer has signed. */
    private void answerOnce(Round round, Line line) {
        PeerId peer = line.identity().peer();
        long seq = line.theirs().seq();
        boolean isAnswered = Long.valueOf(seq).equals(answers.get(peer));
        if (!isAnswered && round.step(peer, new Input.ChangeLimit(line.own().limit())) instanceof Transition.Moved) {
            answers.put(peer, seq);
        }
    }

    /** However often a peer proposes, the policy has one of its proposals before it. */
    private void askSoon(PeerId peer) {
        if (toAskAbout.add(peer)) {
            context.environment().callbacks().execute(() -> {
                toAskAbout.remove(peer);
                received.of(peer).map(Received::proposal).ifPresent(this::ask);
            });
        }
    }

    /** The session with the peer is over, and its proposal with it; a new session brings it again. */
    public void forget(PeerId peer) {
        received.remove(peer);
    }

    public void accept(Round round, PeerId peer, CreditLimit granted, CompletableFuture<TrustlineView> promise) {
        Optional<Received> proposal = received.of(peer);
        if (proposal.isEmpty()) {
            promises.refuse(promise, Refusal.because(RefusalCode.NO_PROPOSAL));
            return;
        }
        if (!round.link(peer).isReady()) {
            promises.refuse(promise, Refusal.because(RefusalCode.PEER_AWAY));
            return;
        }
        received.remove(peer);
        proposal.get().updates().forEach(update -> round.step(peer, new Input.UpdateReceived(update)));
        boolean isOpen = round.line(peer).filter(Line::isOpen).isPresent();
        Input answer = isOpen ? new Input.ChangeLimit(granted) : new Input.Accept(granted);
        if (round.step(peer, answer) instanceof Transition.Refused refused) {
            promises.refuse(promise, refused.refusal());
        } else {
            round.afterwards(
                    () -> promises.keep(promise, context.lines().published(peer)),
                    () -> promises.refuse(promise, Refusal.because(RefusalCode.NODE_CLOSED)));
        }
    }

    public void decline(Round round, PeerId peer, CompletableFuture<Void> promise) {
        if (received.remove(peer).isEmpty()) {
            promises.refuse(promise, Refusal.because(RefusalCode.NO_PROPOSAL));
            return;
        }
        round.afterwards(
                () -> {
                    sessions.send(peer, new Decline());
                    promises.done(promise);
                },
                () -> promises.refuse(promise, Refusal.because(RefusalCode.NODE_CLOSED)));
    }

    private void ask(Proposal proposal) {
        Decision decision = decision(proposal);
        PeerId peer = proposal.peer();
        if (decision instanceof Decision.Accept accept) {
            context.loop().submit(round -> accept(round, peer, accept.granted(), new CompletableFuture<>()));
        } else if (decision instanceof Decision.Decline) {
            context.loop().submit(round -> decline(round, peer, new CompletableFuture<>()));
        } else {
            events.publish(new NodeEvent.ProposalReceived(proposal));
        }
    }

    private Decision decision(Proposal proposal) {
        try {
            return policy.decide(
                    new AdmissionPolicy.Request(proposal.peer(), proposal.key(), proposal.offered(), proposal.asked()));
        } catch (RuntimeException e) {
            LOG.error("the admission policy failed", e);
            return new Decision.Ask();
        }
    }
}
