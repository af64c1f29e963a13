package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;

/** What the rest of the node learns of its sessions. Called on the owner. */
public interface SessionEvents {
    /** The peer proposes a trustline, or other terms. */
    void proposed(Round round, PeerId peer, PeerMessage.Propose proposal);

    /** The peer has shown where it stands. */
    void resumed(Round round, PeerId peer);

    /** The peer has stored that much of what it lacked. */
    void progressed(Round round, PeerId peer, PeerMessage.Progress progress);

    /** The peer has declined this node's proposal. */
    void declined(Round round, PeerId peer);

    /** The peer has not taken this node's request up. */
    void refused(Round round, PeerId peer, PeerMessage.Reason reason);

    /** Whether the peer waits for this node's answer, or this node for the peer's. */
    boolean isWaiting(PeerId peer);

    /** The session with the peer has given way to another one. */
    void replaced(PeerId peer);

    /** The session with the peer has ended. */
    void ended(Round round, PeerId peer, CloseCode code);

    /** An attempt to reach the peer has come to nothing. */
    void unreachable(PeerId peer, RefusalCode code);

    /** Somebody was turned away who proved to own that name, or used it. */
    void turnedAway(PeerId peer, CloseCode code);

    /** The peer does not want to talk to this node. */
    void turnedAwayBy(PeerId peer, CloseCode code);
}
