package io.p2pcredit.internal.session;

import io.p2pcredit.spi.Frame;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The frames of one connection on their way to the workers: in order, one worker at a time, and bounded by their size
 * until the owner has dealt with them. The connection's end waits in line behind them. Thread-safe.
 */
final class FrameQueue {
    /** What a peer may have on its way to whom this node has not opened a line, in bytes on the wire. */
    static final long STRANGER_BYTES = 64 * 1024;

    /** The same for any other peer: the protocol's window, in its largest encoding. */
    static final long PEER_BYTES = 64L * 1024 * 1024;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Executor workers;
    private final Consumer<Frame> handler;
    private long bytes;
    private long bound = STRANGER_BYTES;
    private boolean busy;
    private boolean paused;

    FrameQueue(Executor workers, Consumer<Frame> handler) {
        this.workers = workers;
        this.handler = handler;
    }

    /** Takes a frame, or returns {@code false} if there are too many. */
    synchronized boolean offer(Frame frame) {
        if (bytes + frame.size() > bound) {
            return false;
        }
        bytes += frame.size();
        waiting.add(() -> handler.accept(frame));
        work();
        return true;
    }

    /** What happens after the last frame. */
    synchronized void end(Runnable last) {
        waiting.add(last);
        work();
    }

    /** The owner has dealt with that much. */
    synchronized void release(int size) {
        bytes -= size;
    }

    synchronized void raiseBound() {
        bound = PEER_BYTES;
    }

    /** Called by the handler: nothing more is handled before {@link #resume}. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        work();
    }

    private void work() {
        if (!busy && !paused && !waiting.isEmpty()) {
            busy = true;
            workers.execute(this::handleNext);
        }
    }

    private void handleNext() {
        try {
            next().run();
        } finally {
            goOn();
        }
    }

    private synchronized Runnable next() {
        return waiting.remove();
    }

    private synchronized void goOn() {
        busy = false;
        work();
    }
}
