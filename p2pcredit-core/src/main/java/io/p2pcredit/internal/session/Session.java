package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Resume;
import java.util.ArrayList;
import java.util.List;

/** The one session with a peer, as the owner sees it. For the owner only. */
final class Session {
    private final Channel channel;
    private final List<PeerMessage> held = new ArrayList<>();
    private boolean shown;
    private boolean resumed;

    Session(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Whether the peer has shown where it stands. */
    boolean isResumed() {
        return resumed;
    }

    void resumed() {
        resumed = true;
    }

    /** Sends what comes first in every session, and then what had to wait for it. */
    void show(Resume resume) {
        shown = true;
        channel.send(resume);
        held.forEach(channel::send);
        held.clear();
    }

    void send(PeerMessage message) {
        if (shown) {
            channel.send(message);
        } else {
            held.add(message);
        }
    }
}
