package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.message.ProtocolLimits;
import java.time.Duration;

/** The frame that one connection is receiving: how large it may be, and since when it is unfinished. For any thread. */
public final class FrameLimit {
    private volatile int bytes = ProtocolLimits.MAX_STRANGER_MESSAGE_BYTES;
    private volatile boolean unfinished;
    private volatile long since;

    /** The largest frame that is taken at the moment, in bytes of payload. */
    int bytes() {
        return bytes;
    }

    /** The peer is no stranger any more. */
    void raise() {
        bytes = ProtocolLimits.MAX_MESSAGE_BYTES;
    }

    /** Something was received, by which at least one frame was finished or none. */
    void received(boolean finished) {
        if (!unfinished) {
            since = System.nanoTime();
        }
        unfinished = !finished;
    }

    /** Whether a frame is unfinished for so long. */
    boolean isUnfinishedFor(Duration time) {
        return unfinished && System.nanoTime() - since >= time.toNanos();
    }
}
