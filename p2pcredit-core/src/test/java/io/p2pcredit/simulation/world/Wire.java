package io.p2pcredit.simulation.world;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;

/** Sees everything that any node sends, at the moment it does. */
public interface Wire {
    void sent(PeerId from, PeerMessage message);

    /** The node has ended a connection for that reason. */
    void closed(PeerId by, CloseCode code);
}
