package io.p2pcredit.spi;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;

/** One connection to one peer. All methods may be called from any thread, and none of them blocks. */
public interface Connection {
    /**
     * Queues a message to be sent after all earlier ones. On a closed connection nothing happens. A transport that
     * holds more than it can bear closes the connection with {@link CloseCode#OVERRUN}.
     */
    void send(PeerMessage message);

    /**
     * Whether the connection takes more without piling up. Once this was {@code false} the transport calls
     * {@link ConnectionListener#writable} when it is {@code true} again.
     */
    boolean isWritable();

    /** The node knows who the peer is: the limits of size and time for strangers no longer hold. */
    void authenticated();

    /** Sends what is queued if that takes no longer than a second, then closes. May be called twice. */
    void close(CloseCode code);

    /** The other end, for people to read: an address, never a secret. */
    String remote();
}
