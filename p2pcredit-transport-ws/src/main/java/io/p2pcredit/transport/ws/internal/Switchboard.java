package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.trustline.CloseCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all connections of one transport share, and where they are counted. For any thread. */
public final class Switchboard {
    private final Limits limits;
    private final Timer timer = new Timer();
    private final WriteWatch writes = new WriteWatch(timer);
    private final Strangers strangers;
    private final Map<SocketConnection, Strangers.Place> connections = new HashMap<>();
    private boolean closed;

    public Switchboard(Limits limits) {
        this.limits = limits;
        this.strangers = new Strangers(limits.strangers());
    }

    Limits limits() {
        return limits;
    }

    public Timer timer() {
        return timer;
    }

    public WriteWatch writes() {
        return writes;
    }

    public Strangers strangers() {
        return strangers;
    }

    /** Counts a connection from now on, or returns {@code false} because the transport is closed. */
    public synchronized boolean register(SocketConnection connection, Strangers.Place place) {
        if (!closed) {
            connections.put(connection, place);
        }
        return !closed;
    }

    void authenticated(SocketConnection connection) {
        placeOf(connection).ifPresent(Strangers.Place::release);
    }

    synchronized void discarded(SocketConnection connection) {
        Strangers.Place place = connections.remove(connection);
        if (place != null) {
            place.release();
        }
        notifyAll();
    }

    /** Takes no more connections and closes those that exist. Returns when they are gone or the time is over. */
    public void closeAll(Duration patience) {
        refuseMore().forEach(connection -> connection.close(CloseCode.GOING_AWAY));
        awaitNone(patience);
        remaining().forEach(SocketConnection::abort);
    }

    /** Stops the timer, the last thing to be stopped. */
    public void shutDown() {
        timer.stop();
    }

    private synchronized List<SocketConnection> refuseMore() {
        closed = true;
        return remaining();
    }

    private synchronized List<SocketConnection> remaining() {
        return List.copyOf(connections.keySet());
    }

    private synchronized Optional<Strangers.Place> placeOf(SocketConnection connection) {
        return Optional.ofNullable(connections.get(connection));
    }

    private synchronized void awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0 && !connections.isEmpty(); left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
