package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.Role;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sessions of a node: at most one with each peer. When both have dialled and neither session has resumed, the one
 * that the lower key dialled stays; otherwise the newest one. What still comes from a session that was replaced is
 * dropped.
 *
 * <p>{@link #accept} and {@link #abandonAll} are for any thread, everything else is for the owner.
 */
public final class Sessions {
    private static final Duration RESUME_LIMIT = Duration.ofSeconds(10);

    private final Context context;
    private final Identity self;
    private final Verifier verifier;
    private final SessionEvents events;
    private final Dialer dialer;
    private final Reports reports;
    private final Map<PeerId, Session> current = new HashMap<>();
    private final Map<Channel, PeerId> dialled = new HashMap<>();
    private final Map<Channel, PeerId> opened = new HashMap<>();
    private final Set<Channel> channels = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean closed;

    /** No sessions yet. */
    public Sessions(Context context, Verifier verifier, SessionEvents events) {
        this.context = context;
        this.self = new Identity(context.self(), context.signer().publicKey(), context.signer());
        this.verifier = verifier;
        this.events = events;
        this.reports = new Reports(new Gate(context));
        this.dialer = new Dialer(context, expected -> connection -> dialled(expected, connection), events::unreachable);
    }

    /** Takes a connection that somebody has opened to this node. */
    public ConnectionListener accept(Connection connection) {
        return channel(Role.ACCEPTOR, Optional.empty(), connection);
    }

    /** Keeps a session with the peer up from now on, as far as that can be done. */
    public void want(PeerId peer) {
        dialer.want(peer);
    }

    /** No longer dials the peer; a session that exists stays. */
    public void unwant(PeerId peer) {
        dialer.unwant(peer);
    }

    /** Makes one attempt to reach the peer at once, unless it is here or one is under way. */
    public void tryNow(PeerId peer) {
        dialer.tryNow(peer);
    }

    /** Sends to the peer, after this node has shown where it stands; to nobody if there is no session. */
    public void send(PeerId peer, PeerMessage message) {
        Session session = current.get(peer);
        if (session != null) {
            session.send(message);
        }
    }

    /** Sends past everything that waits: what says how far this node has come. */
    public void sendPast(PeerId peer, PeerMessage message) {
        Session session = current.get(peer);
        if (session != null) {
            session.sendPast(message);
        }
    }

    /** Keeps the way to the peer for one sender; what others {@link #send} waits. Empty if there is no session. */
    public Optional<Outlet> reserve(PeerId peer) {
        Optional<Session> session = Optional.ofNullable(current.get(peer));
        session.ifPresent(Session::reserve);
        return session.map(Session::channel);
    }

    /** Everybody may send again, and what has waited goes first. */
    public void release(PeerId peer) {
        Session session = current.get(peer);
        if (session != null) {
            session.release();
        }
    }

    /** Does something once this node has shown the peer where it stands; never, if there is no session. */
    public void whenShown(PeerId peer, Runnable task) {
        Session session = current.get(peer);
        if (session != null) {
            session.whenShown(task);
        }
    }

    /** Begins the session in words: where this node stands on the line. */
    public void showState(PeerId peer, Line line) {
        Session session = current.get(peer);
        if (session == null) {
            return;
        }
        Optional<SignedProof> mine = line.own().newest();
        Optional<SignedProof> held = line.theirs().newest();
        context.environment().workers().execute(() -> sign(session, line, mine, held));
    }

    private void sign(Session session, Line line, Optional<SignedProof> mine, Optional<SignedProof> held) {
        LineId id = line.identity().id();
        Bytes content = session.channel().handshake().resumeContent(id, mine, held);
        try {
            Resume resume = new Resume(id, mine, held, self.signer().sign(content));
            context.loop().submit(round -> round.afterwards(() -> session.show(resume)));
        } catch (RuntimeException failure) {
            context.loop().submit(round -> {
                throw failure; // without signatures the node can do nothing
            });
        }
    }

    /** This node has opened the line, and so takes what the window allows at a time. */
    public void lineOpened(PeerId peer) {
        Session session = current.get(peer);
        if (session != null) {
            session.channel().raiseBound();
        }
    }

    /** Both sides are in step. */
    public void inStep(PeerId peer) {
        dialer.inStep(peer);
    }

    /** Ends the session with the peer. */
    public void close(PeerId peer, CloseCode code) {
        Session session = current.get(peer);
        if (session != null) {
            session.channel().close(code);
        }
    }

    /** Takes leave of everybody and takes nobody in any more. */
    public void closeAll() {
        closed = true;
        List.copyOf(channels).forEach(channel -> channel.sayBye(CloseCode.GOING_AWAY));
    }

    /** Drops all connections without a word. */
    public void abandonAll() {
        closed = true;
        List.copyOf(channels).forEach(channel -> channel.close(CloseCode.LOST));
    }

    private Channel channel(Role role, Optional<Expectation> expected, Connection connection) {
        Channel channel = new Channel(context.environment(), self, verifier, role, expected, connection, reports);
        channels.add(channel);
        if (closed) {
            channel.close(CloseCode.GOING_AWAY); // closeAll may have been over before it was added
        }
        expected.ifPresent(peer -> context.loop().submit(round -> {
            dialled.put(channel, peer.name());
            channel.greet();
        }));
        return channel;
    }

    private ConnectionListener dialled(Expectation expected, Connection connection) {
        return channel(Role.DIALER, Optional.of(expected), connection);
    }

    private void opened(Round round, Channel channel) {
        PeerId peer = channel.peer();
        PublicKey key = channel.peerKey();
        if (isKnownOtherwise(round, peer, key)) {
            channel.sayBye(CloseCode.NOT_AUTHENTIC); // it became so while this one was shaking hands
            return;
        }
        Session old = current.get(peer);
        if (old != null && losesTo(old, channel)) {
            channel.close(CloseCode.SUPERSEDED);
            return;
        }
        current.put(peer, new Session(channel));
        opened.put(channel, peer);
        dialled.remove(channel);
        dialer.connected(peer);
        if (old != null) {
            events.replaced(peer);
            old.channel().close(CloseCode.SUPERSEDED);
        }
        round.introduce(context.identity(peer, key));
        round.step(peer, new Input.SessionStarted());
        if (round.line(peer).filter(line -> line.own().isOpen()).isPresent()) {
            channel.raiseBound();
        }
        context.environment()
                .schedule(RESUME_LIMIT, () -> context.loop().submit(later -> closeUnlessResumed(peer, channel)));
    }

    private boolean isKnownOtherwise(Round round, PeerId peer, PublicKey key) {
        boolean pinned = round.line(peer)
                .filter(line -> !line.isBlank() && !line.identity().peerKey().equals(key))
                .isPresent();
        return pinned || !context.lines().fit(peer, key);
    }

    /** Whether both have dialled, neither has resumed, and the old one was dialled by the lower key. */
    private static boolean losesTo(Session old, Channel channel) {
        PublicKey oldDialer = old.channel().handshake().dialerKey();
        PublicKey newDialer = channel.handshake().dialerKey();
        return !old.isResumed() && oldDialer.compareTo(newDialer) < 0;
    }

    private void closeUnlessResumed(PeerId peer, Channel channel) {
        if (sessionOf(peer, channel).filter(session -> !session.isResumed()).isPresent()) {
            channel.close(CloseCode.TIMEOUT);
        }
    }

    private void received(Round round, Channel channel, Verified verified) {
        PeerId peer = channel.peer();
        sessionOf(peer, channel)
                .ifPresent(session -> verified.message()
                        .match(new Reaction(round, peer, session, events))
                        .run());
    }

    private void closed(Round round, Channel channel, CloseCode code) {
        channels.remove(channel);
        PeerId attempted = dialled.remove(channel);
        if (attempted != null) {
            attemptEnded(attempted, code);
            return;
        }
        PeerId peer = opened.remove(channel);
        if (peer != null && sessionOf(peer, channel).isPresent()) {
            current.remove(peer);
            round.step(peer, new Input.SessionEnded());
            round.forgetIfBlank(peer);
            events.ended(round, peer, code);
            dialer.lost(peer);
        }
    }

    private void attemptEnded(PeerId peer, CloseCode code) {
        if (code == CloseCode.SUPERSEDED) {
            dialer.attemptMet(peer);
        } else if (code == CloseCode.KEY_CHANGED || code == CloseCode.VERSION) {
            events.turnedAwayBy(peer, code);
            dialer.attemptFailed(peer, RefusalCode.TURNED_AWAY);
        } else {
            dialer.attemptFailed(peer, RefusalCode.PEER_AWAY);
        }
    }

    /** The peer's session, unless another channel carries it by now. */
    private Optional<Session> sessionOf(PeerId peer, Channel channel) {
        return Optional.ofNullable(current.get(peer)).filter(session -> session.channel() == channel);
    }

    /** Brings what channels report into the owner's rounds, in order. */
    private final class Reports implements ChannelOwner {
        private final Gate gate;

        Reports(Gate gate) {
            this.gate = gate;
        }

        @Override
        public void admit(PeerId name, PublicKey key, Consumer<Optional<CloseCode>> answer) {
            gate.admit(name, key, refused -> {
                refused.ifPresent(code -> context.loop().submit(round -> events.turnedAway(name, code)));
                context.environment().workers().execute(() -> answer.accept(refused));
            });
        }

        @Override
        public void opened(Channel channel) {
            context.loop().submit(round -> Sessions.this.opened(round, channel));
        }

        @Override
        public void received(Channel channel, Verified message, Runnable done) {
            context.loop().submit(round -> {
                done.run();
                Sessions.this.received(round, channel, message);
            });
        }

        @Override
        public void closed(Channel channel, CloseCode code) {
            context.loop().submit(round -> Sessions.this.closed(round, channel, code));
        }
    }
}
