package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.loop.Work;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Resume;
import java.util.ArrayList;
import java.util.List;

/** The one session with a peer, as the owner sees it. For the owner only. */
final class Session {
    private final Channel channel;
    private final List<Work> arrived = new ArrayList<>();
    private final List<Runnable> onceShown = new ArrayList<>();
    private final List<PeerMessage> waiting = new ArrayList<>();
    private boolean started;
    private boolean reserved;
    private boolean shown;
    private boolean resumed;
    private long movedOn;

    Session(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Keeps what has come before this session's turn. */
    void keep(Work message) {
        arrived.add(message);
    }

    /** It is its turn: deals with what has come before, in order. */
    void start(Round round) {
        started = true;
        List<Work> kept = List.copyOf(arrived);
        arrived.clear();
        kept.forEach(message -> message.run(round));
    }

    /** Whether it is, or was, its turn. */
    boolean isStarted() {
        return started;
    }

    /** Whether the peer has shown where it stands. */
    boolean isResumed() {
        return resumed;
    }

    void resumed() {
        resumed = true;
    }

    /** Something has come that this node lacked. */
    void movedOn(long nanoTime) {
        movedOn = nanoTime;
    }

    /** When something came last that this node lacked, or the session began, in the node's own time. */
    long movedOn() {
        return movedOn;
    }

    /** Sends what comes first in every session, and then what had to wait for it. */
    void show(Resume resume) {
        shown = true;
        channel.send(resume);
        onceShown.forEach(Runnable::run);
        onceShown.clear();
    }

    /** Does something once this node has shown where it stands. */
    void whenShown(Runnable task) {
        if (shown) {
            task.run();
        } else {
            onceShown.add(task);
        }
    }

    /** Sends after everything that was sent before; waits while the way is reserved. */
    void send(PeerMessage message) {
        if (reserved) {
            waiting.add(message);
        } else {
            sendPast(message);
        }
    }

    /** Sends as soon as this node has shown where it stands, whatever waits. */
    void sendPast(PeerMessage message) {
        whenShown(() -> channel.send(message));
    }

    /** What is sent from now on waits for {@link #release}. */
    void reserve() {
        reserved = true;
    }

    void release() {
        reserved = false;
        waiting.forEach(this::send);
        waiting.clear();
    }
}
