package io.p2pcredit.transport.ws.internal;

import java.util.ArrayDeque;

/**
 * What waits to be sent on one connection. The library's queue has no bound and does not say how many bytes it holds;
 * here the sizes of the frames are remembered in the order in which they were queued, and as many of the newest count
 * as frames still wait. Pings among them make that an estimate from above. For any thread.
 */
final class Outbox {
    private final Wire wire;
    private final Limits.Buffer limits;
    private final ArrayDeque<Integer> sizes = new ArrayDeque<>();
    private long bytes;
    private boolean writableAwaited;

    Outbox(Wire wire, Limits.Buffer limits) {
        this.wire = wire;
        this.limits = limits;
    }

    /** Queues a frame, or returns {@code false} if that would be more than the transport can bear. */
    synchronized boolean offer(byte[] text) {
        if (waitingBytes() + text.length > limits.max()) {
            return false;
        }
        sizes.add(text.length);
        bytes += text.length;
        wire.send(text);
        return true;
    }

    /** Whether less waits than makes a connection unwritable. If not, {@link #hasBecomeWritable} will tell. */
    synchronized boolean isWritable() {
        boolean writable = waitingBytes() < limits.writable();
        writableAwaited |= !writable;
        return writable;
    }

    /** Whether someone waits for the connection to be writable, and now it is. Says so once. */
    synchronized boolean hasBecomeWritable() {
        boolean become = writableAwaited && waitingBytes() <= limits.writable() / 2;
        writableAwaited &= !become;
        return become;
    }

    /** Whether anything waits, be it a frame or someone for the connection to be writable. */
    synchronized boolean isBusy() {
        return writableAwaited || !isEmpty();
    }

    boolean isEmpty() {
        return wire.waitingFrames() == 0;
    }

    private long waitingBytes() {
        int waiting = wire.waitingFrames();
        while (sizes.size() > waiting) {
            bytes -= sizes.remove();
        }
        return bytes;
    }
}
