package io.p2pcredit.spi;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.entry.MalformedException;

/** One message as it came in, not yet decoded, so that a transport's thread never has to. */
public interface Frame {
    /** The size on the wire, in bytes, by which the node bounds what it queues. */
    int size();

    /**
     * The message. Pure and repeatable; called on any thread.
     *
     * @throws MalformedException if it is none, or one that is not allowed; the message says which rule it breaks and
     *     repeats nothing of the peer's text
     */
    PeerMessage decode();
}
