package io.p2pcredit.internal.session;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.session.Dialer.Attempt;
import io.p2pcredit.internal.session.Handshake.Expectation;
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
import io.p2pcredit.trustline.machine.Line;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sessions of a node, as the rest of it sees them: one with each peer.
 *
 * <p>{@link #accept} and {@link #abandonAll} are for any thread, everything else is for the owner.
 */
public final class Sessions {
    private final Context context;
    private final Identity self;
    private final Verifier verifier;
    private final SessionEvents events;
    private final Dialer dialer;
    private final Succession succession;
    private final Reports reports;
    private final FrameBudget budget = FrameBudget.within(Runtime.getRuntime().maxMemory());
    private final Map<Channel, Attempt> dialled = new HashMap<>();
    private final Set<Channel> channels = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean closed;

    /** No sessions yet. */
    public Sessions(Context context, Verifier verifier, SessionEvents events) {
        this.context = context;
        this.self = new Identity(context.self(), context.signer().publicKey(), context.signer());
        this.verifier = verifier;
        this.events = events;
        this.reports = new Reports(new Gate(context));
        this.dialer = new Dialer(
                context,
                (attempt, expected) -> connection -> dialled(attempt, expected, connection),
                events::unreachable);
        this.succession = new Succession(context, dialer, events);
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
        succession.current(peer).ifPresent(session -> session.send(message));
    }

    /** Sends past everything that waits: what says how far this node has come. */
    public void sendPast(PeerId peer, PeerMessage message) {
        succession.current(peer).ifPresent(session -> session.sendPast(message));
    }

    /** Keeps the way to the peer for one sender; what others {@link #send} waits. Empty if there is no session. */
    public Optional<Outlet> reserve(PeerId peer) {
        Optional<Session> session = succession.current(peer);
        session.ifPresent(Session::reserve);
        return session.map(Session::channel);
    }

    /** Everybody may send again, and what has waited goes first. */
    public void release(PeerId peer) {
        succession.current(peer).ifPresent(Session::release);
    }

    /** Does something once this node has shown the peer where it stands; never, if there is no session. */
    public void whenShown(PeerId peer, Runnable task) {
        succession.current(peer).ifPresent(session -> session.whenShown(task));
    }

    /** Begins the session in words: where this node stands on the line. */
    public void showState(PeerId peer, Line line) {
        succession
                .current(peer)
                .ifPresent(session -> context.environment().workers().execute(() -> sign(session, line)));
    }

    private void sign(Session session, Line line) {
        LineId id = line.identity().id();
        Optional<SignedProof> mine = line.own().newest();
        Optional<SignedProof> held = line.theirs().newest();
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
        succession.current(peer).ifPresent(session -> session.channel().raiseBound());
    }

    /** Both sides are in step. */
    public void inStep(PeerId peer) {
        dialer.inStep(peer);
    }

    /** Ends the session with the peer. */
    public void close(PeerId peer, CloseCode code) {
        succession.current(peer).ifPresent(session -> session.channel().close(code));
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
        Channel channel =
                new Channel(context.environment(), self, verifier, role, expected, connection, budget, reports);
        channels.add(channel);
        if (closed) {
            channel.close(CloseCode.GOING_AWAY); // closeAll may have been over before it was added
        }
        return channel;
    }

    private ConnectionListener dialled(Attempt attempt, Expectation expected, Connection connection) {
        Channel channel = channel(Role.DIALER, Optional.of(expected), connection);
        context.loop().submit(round -> {
            dialled.put(channel, attempt);
            channel.greet();
        });
        return channel;
    }

    private void opened(Round round, Channel channel) {
        Attempt attempt = dialled.remove(channel);
        succession.opened(round, channel);
        if (attempt != null) {
            dialer.over(attempt);
        }
    }

    private void closed(Round round, Channel channel, CloseCode code) {
        channels.remove(channel);
        Attempt attempt = dialled.remove(channel);
        if (attempt != null) {
            attemptEnded(attempt, code);
        }
        succession.closed(round, channel, code);
    }

    private void attemptEnded(Attempt attempt, CloseCode code) {
        if (code == CloseCode.SUPERSEDED) {
            dialer.over(attempt);
        } else if (code == CloseCode.KEY_CHANGED || code == CloseCode.VERSION) {
            events.turnedAwayBy(attempt.peer(), code);
            dialer.failed(attempt, RefusalCode.TURNED_AWAY);
        } else {
            dialer.failed(attempt, RefusalCode.PEER_AWAY);
        }
    }

    /** Brings what channels report into the owner's rounds, in order. */
    private final class Reports implements Channel.Owner {
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
            context.loop().submit(round -> succession.received(round, channel, message, done));
        }

        @Override
        public void closed(Channel channel, CloseCode code) {
            context.loop().submit(round -> Sessions.this.closed(round, channel, code));
        }
    }
}
