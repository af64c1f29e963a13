package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;

/** What a verified message of the current session does. */
final class Reaction implements PeerMessage.Cases<Runnable> {
    private final Round round;
    private final PeerId peer;
    private final Session session;
    private final SessionEvents events;

    Reaction(Round round, PeerId peer, Session session, SessionEvents events) {
        this.round = round;
        this.peer = peer;
        this.session = session;
        this.events = events;
    }

    @Override
    public Runnable hello(PeerMessage.Hello message) {
        return this::violation;
    }

    @Override
    public Runnable auth(PeerMessage.Auth message) {
        return this::violation;
    }

    @Override
    public Runnable resume(PeerMessage.Resume message) {
        if (!message.line().equals(line().identity().id())) {
            return this::violation;
        }
        return () -> {
            session.resumed();
            round.step(peer, new Input.ResumeReceived(message.mine(), message.held()));
            events.resumed(round, peer);
        };
    }

    @Override
    public Runnable propose(PeerMessage.Propose message) {
        if (line().isFrozen()) {
            return () -> {};
        }
        if (!round.link(peer).isReady()) {
            return this::violation;
        }
        if (!line().own().isOpen()) {
            return () -> events.proposed(round, peer, message);
        }
        return () -> {
            message.updates().forEach(update -> round.step(peer, new Input.UpdateReceived(update)));
            if (line().isOpen() && message.updates().isEmpty()) {
                events.proposed(round, peer, message);
            }
        };
    }

    @Override
    public Runnable progress(PeerMessage.Progress message) {
        return () -> events.progressed(round, peer, message);
    }

    @Override
    public Runnable decline(PeerMessage.Decline message) {
        return () -> {
            round.step(peer, new Input.ProposalDeclined());
            events.declined(round, peer);
        };
    }

    @Override
    public Runnable deliver(PeerMessage.Deliver message) {
        boolean expected = line().own().isOpen() || round.link(peer).isRestoring();
        if (!expected) {
            return this::violation; // nothing but a proposal can be the first
        }
        return () -> round.step(peer, new Input.UpdateReceived(message.update()));
    }

    @Override
    public Runnable refused(PeerMessage.Refused message) {
        return () -> events.refused(round, peer, message.reason());
    }

    @Override
    public Runnable bye(PeerMessage.Bye message) {
        return this::violation; // the channel deals with it, and passes it on to nobody
    }

    private Line line() {
        return round.line(peer).orElseThrow();
    }

    private void violation() {
        session.channel().close(CloseCode.PROTOCOL_VIOLATION);
    }
}
