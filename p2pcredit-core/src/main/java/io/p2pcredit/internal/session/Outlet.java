package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.CloseCode;

/** The way to a peer in one session, for one sender at a time. Thread-safe. */
public interface Outlet {
    void send(PeerMessage message);

    /** Whether the connection takes more without piling up. */
    boolean isWritable();

    /** What to do, on any thread, whenever the connection has become writable again. */
    void onWritable(Runnable task);

    /** Ends the session. */
    void close(CloseCode code);
}
