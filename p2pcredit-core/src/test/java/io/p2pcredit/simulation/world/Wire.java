package io.p2pcredit.simulation.world;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;

/** Sees everything that any node sends, at the moment it does. */
public interface Wire {
    /** @param link the number of the connection */
    void sent(PeerId from, int link, PeerMessage message);

    /** The message has arrived, and the node takes it in. */
    void received(PeerId at, PeerId from, int link, PeerMessage message);

    /** The node has ended a connection with the peer for that reason. */
    void closed(PeerId by, PeerId towards, CloseCode code);

    /** Something that is rare and worth counting. */
    void noticed(String what);
}
