package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.message.ProtocolLimits;

/** The largest frame that one connection takes at the moment, in bytes of payload. For any thread. */
public final class FrameLimit {
    private volatile int bytes = ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES;

    int bytes() {
        return bytes;
    }

    /** The peer is no stranger any more. */
    void raise() {
        bytes = ProtocolLimits.MAX_MESSAGE_BYTES;
    }
}
