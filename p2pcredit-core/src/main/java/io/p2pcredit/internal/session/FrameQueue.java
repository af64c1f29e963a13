package io.p2pcredit.internal.session;

import io.p2pcredit.spi.Frame;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
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

    /** What a frame costs beside its contents, so that empty ones do not come for nothing. */
    static final int FRAME_BYTES = 64;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Executor workers;
    private final Consumer<Frame> handler;
    private final FrameBudget budget;
    private final Runnable tooMuch;
    private final AtomicLong bytes = new AtomicLong();
    private long bound = STRANGER_BYTES;
    private boolean counted = true;
    private boolean busy;
    private boolean paused;
    private boolean ending;

    /**
     * An empty queue.
     *
     * @param tooMuch called when this is the fattest of too many
     */
    FrameQueue(Executor workers, Consumer<Frame> handler, FrameBudget budget, Runnable tooMuch) {
        this.workers = workers;
        this.handler = handler;
        this.budget = budget;
        this.tooMuch = tooMuch;
        budget.join(this);
    }

    /** Takes a frame, or returns {@code false} if there are too many. */
    boolean offer(Frame frame) {
        boolean taken = take(frame);
        budget.makeRoom();
        return taken;
    }

    private synchronized boolean take(Frame frame) {
        if (bytes.get() + cost(frame.size()) > bound) {
            return false;
        }
        add(cost(frame.size()));
        waiting.add(() -> handler.accept(frame));
        work();
        return true;
    }

    /** What happens after the last frame. */
    synchronized void end(Runnable last) {
        ending = true;
        waiting.add(last);
        waiting.add(this::leave);
        work();
    }

    /** The owner has dealt with that much. */
    synchronized void release(int size) {
        add(-cost(size));
    }

    private static int cost(int size) {
        return size + FRAME_BYTES;
    }

    /** What was taken and not yet released. */
    long bytes() {
        return bytes.get();
    }

    /** Ends the connection for what it holds, and forgets that; {@code false} if that was done before. */
    boolean overrun() {
        boolean first = leave();
        if (first) {
            tooMuch.run();
            forget();
        }
        return first;
    }

    /** What this queue still holds is on its way out, and counts no more. */
    private synchronized boolean leave() {
        boolean first = counted;
        if (first) {
            counted = false;
            budget.count(-bytes.get());
            budget.leave(this);
        }
        return first;
    }

    /** The connection may take a while to end, and what counts no more must not be kept either. */
    private synchronized void forget() {
        if (!ending) {
            waiting.clear();
        }
    }

    private void add(int size) {
        bytes.addAndGet(size);
        if (counted) {
            budget.count(size);
        }
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
        return waiting.isEmpty() ? () -> {} : waiting.remove(); // it may have been forgotten
    }

    private synchronized void goOn() {
        busy = false;
        work();
    }
}
