package io.p2pcredit.internal.node;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.internal.event.EventHub;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.proposal.IncomingProposals;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.resume.CatchUps;
import io.p2pcredit.internal.resume.ProgressReports;
import io.p2pcredit.internal.session.SessionEvents;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Reason;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Line;
import org.jspecify.annotations.Nullable;

/** Passes on what the sessions report. For the owner only. */
final class NodeSessionEvents implements SessionEvents {
    private final EventHub events;
    private @Nullable IncomingProposals incoming;
    private @Nullable OutgoingProposals outgoing;
    private @Nullable CatchUps catchUps;
    private @Nullable ProgressReports reports;

    NodeSessionEvents(EventHub events) {
        this.events = events;
    }

    /** Who is to be told; the sessions are there before them. */
    void tell(IncomingProposals received, OutgoingProposals made, CatchUps senders, ProgressReports receivers) {
        incoming = received;
        outgoing = made;
        catchUps = senders;
        reports = receivers;
    }

    @Override
    public void proposed(Round round, PeerId peer, PeerMessage.Propose proposal) {
        if (incoming != null) {
            incoming.proposed(round, peer, proposal);
        }
    }

    @Override
    public void resumed(Round round, PeerId peer) {
        if (reports != null) {
            ProgressReports told = reports;
            round.afterwards(() -> told.resumed(peer));
        }
    }

    @Override
    public void progressed(Round round, PeerId peer, PeerMessage.Progress progress) {
        if (catchUps != null) {
            CatchUps told = catchUps;
            round.afterwards(() -> told.progressed(peer, progress)); // what this round begins is to know it too
        }
    }

    @Override
    public void declined(Round round, PeerId peer) {
        if (outgoing != null) {
            outgoing.fail(peer, RefusalCode.DECLINED);
        }
    }

    @Override
    public void refused(Round round, PeerId peer, Reason reason) {
        if (outgoing != null) {
            outgoing.fail(peer, reason == Reason.FROZEN ? RefusalCode.FROZEN : RefusalCode.BUSY);
        }
    }

    @Override
    public boolean isWaiting(PeerId peer) {
        return (incoming != null && incoming.has(peer)) || (outgoing != null && outgoing.has(peer));
    }

    @Override
    public void replaced(PeerId peer) {
        over(peer);
    }

    @Override
    public void ended(Round round, PeerId peer, CloseCode code) {
        over(peer);
        if (round.line(peer).filter(Line::isOpen).isPresent()) {
            round.afterwards(() -> events.publish(new NodeEvent.PeerOffline(peer, code)));
        }
    }

    private void over(PeerId peer) {
        if (incoming != null) {
            incoming.forget(peer);
        }
        if (catchUps != null) {
            catchUps.ended(peer);
        }
    }

    @Override
    public void unreachable(PeerId peer, RefusalCode code) {
        if (code == RefusalCode.KEY_CHANGED) {
            events.publish(new NodeEvent.PeerTurnedAway(peer, CloseCode.KEY_CHANGED));
        }
        if (outgoing != null) {
            outgoing.unreachable(peer, code);
        }
    }

    @Override
    public void turnedAway(PeerId peer, CloseCode code) {
        events.publish(new NodeEvent.PeerTurnedAway(peer, code));
    }

    @Override
    public void turnedAwayBy(PeerId peer, CloseCode code) {
        events.publish(new NodeEvent.TurnedAwayBy(peer, code));
    }
}
