package io.p2pcredit.simulation.world;

import static io.p2pcredit.simulation.world.EventQueue.MICROSECOND;
import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One life's end of a link. Messages towards it come in order, with delays of their own. Not thread-safe. */
final class LinkEnd implements Connection {
    private static final int MOST_REMEMBERED = 30;

    private final Link link;
    private final Life life;
    private final EventQueue events;
    private LinkEnd peer;
    private @Nullable ConnectionListener listener;
    private long lastArrival;
    private int underWay;
    private boolean full;
    private boolean closing;
    private boolean closed;
    private boolean deaf;
    private boolean authenticated;
    private final List<Passage> updates = new ArrayList<>();

    LinkEnd(Link link, Life life) {
        this.link = link;
        this.life = life;
        this.events = link.network().events();
    }

    void meet(LinkEnd other) {
        peer = other;
    }

    /** Asks for the listener now. */
    void join(ConnectionAcceptor listeners) {
        listener = listeners.accept(this);
    }

    /** Asks for the listener when word of the connection arrives, which is before any message does. */
    void joinLater(ConnectionAcceptor listeners) {
        events.at(arrival(), life.toString(), "link " + link.number() + " comes in", life.doing(() -> {
            if (!closed) {
                join(listeners);
            }
        }));
    }

    /** Hears nothing more, however much is sent to it. */
    void deafen() {
        deaf = true;
    }

    @Override
    public void send(PeerMessage message) {
        if (!life.isAlive() || closing || closed) {
            return;
        }
        link.network().wire().sent(life.peer(), link.number(), message);
        NetworkFaults faults = link.network().faults();
        if (link.chance().hits(faults.loss())) {
            link.network().wire().noticed("fault: message lost");
            link.failSoon();
            return;
        }
        Passage passage = new Passage(link.number(), message);
        if (message instanceof PeerMessage.Deliver && updates.size() < MOST_REMEMBERED) {
            updates.add(passage);
        }
        peer.deliver(passage);
        if (link.chance().hits(faults.repetition())) {
            link.network().wire().noticed("fault: message twice");
            peer.repeat(passage);
        }
        if (link.chance().hits(faults.breakage())) {
            link.network().wire().noticed("fault: connection broken");
            link.breakDown();
        } else if (link.chance().hits(faults.silence())) {
            link.network().wire().noticed("fault: connection silent");
            link.fallSilent();
        }
    }

    @Override
    public boolean isWritable() {
        full = peer.underWay >= link.network().faults().window();
        return !full;
    }

    @Override
    public void authenticated() {
        authenticated = true; // for those who look on: this network treats strangers like everybody else
        link.network().links().authenticated(this, link);
    }

    @Override
    public void close(CloseCode code) {
        if (!life.isAlive() || closing || closed) {
            return;
        }
        closing = true;
        link.network().wire().closed(life.peer(), peer.life.peer(), code);
        events.note(life.toString(), "closes link " + link.number() + " " + code);
        peer.closeAfterLast(code);
        closeAfter(link.chance().between(0, MILLISECOND), code);
    }

    @Override
    public String remote() {
        return "sim:" + peer.life;
    }

    /** Sends once more, in any order, what it has sent of updates. */
    void repeatUpdates() {
        List<Passage> again = new ArrayList<>(updates);
        while (!again.isEmpty()) {
            peer.repeat(again.remove(link.chance().below(again.size())));
        }
    }

    /** Whether this end has a session with a proven peer. */
    boolean isInSession() {
        return life.isAlive() && authenticated && !closing && !closed;
    }

    /** Whether nothing comes of it any more. */
    boolean isOver() {
        return closed || !life.isAlive();
    }

    boolean isAt(PeerId name) {
        return life.peer().equals(name);
    }

    LinkEnd peer() {
        return peer;
    }

    Life life() {
        return life;
    }

    /** Tells the listener the end of the connection after the delay, unless it has been told before. */
    void closeAfter(long delay, CloseCode code) {
        events.after(delay, life.toString(), "link " + link.number() + " closed " + code, life.doing(() -> end(code)));
    }

    private void closeAfterLast(CloseCode code) {
        if (!deaf) {
            closeAfter(arrival() - events.now(), code);
        }
    }

    private void deliver(Passage passage) {
        underWay++;
        events.at(arrival(), life.toString(), passage, passage.fingerprint(), life.doing(() -> arrive(passage)));
    }

    /** Delivers the message once more, at once or at any later time. */
    private void repeat(Passage passage) {
        underWay++;
        long time = arrival() + (link.chance().hits(0.5) ? 0 : link.delay() + link.delay());
        events.at(time, life.toString(), passage, passage.fingerprint(), life.doing(() -> arrive(passage)));
    }

    private void arrive(Passage passage) {
        underWay--;
        if (closed || deaf || listener == null) {
            return;
        }
        if (link.network().links().isReplaced(this, link)) {
            link.network().wire().noticed("late message");
        }
        link.network().wire().received(life.peer(), peer.life.peer(), link.number(), passage.message());
        listener.received(passage);
        peer.mayWrite();
    }

    private void mayWrite() {
        if (full
                && !closed
                && life.isAlive()
                && 2 * peer.underWay < link.network().faults().window()) {
            full = false;
            events.after(100 * MICROSECOND, life.toString(), "link writable", life.doing(this::writable));
        }
    }

    private void writable() {
        if (!closed && listener != null) {
            listener.writable();
        }
    }

    private void end(CloseCode code) {
        if (!closed) {
            closed = true;
            if (listener != null) {
                listener.closed(code);
            }
        }
    }

    /** When the next message arrives: never before the last one. */
    private long arrival() {
        lastArrival = Math.max(lastArrival, events.now() + link.delay());
        return lastArrival;
    }
}
