package io.p2pcredit.internal.session;

import io.p2pcredit.internal.session.Handshake.Expectation;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Bye;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.Role;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.MalformedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from its first byte to its last: handshake first, then messages, each verified before anybody looks at
 * it. The frames are handled by one worker at a time, in order.
 */
final class Channel implements ConnectionListener, Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

    private final NodeEnvironment environment;
    private final Identity self;
    private final Owner owner;
    private final Connection connection;
    private final Handshake handshake;
    private final MessageCheck check;
    private final FrameQueue frames;
    private final NodeEnvironment.Timer deadline;
    private final AtomicBoolean resting = new AtomicBoolean();
    private volatile Stage stage = Stage.HELLO;
    private volatile Optional<CloseCode> farewell = Optional.empty();
    private volatile Runnable whenWritable = () -> {};

    /** What a channel reports to, in order. The methods are called on workers and return at once. */
    interface Owner {
        /** Asks whether this proven identity may have a session; the answer, empty if it may, comes on any thread. */
        void admit(PeerId name, PublicKey key, Consumer<Optional<CloseCode>> answer);

        /** Both sides have proven who they are. */
        void opened(Channel channel);

        /** A message has come in an open channel. {@code done} is to be run once it has been dealt with. */
        void received(Channel channel, Verified message, Runnable done);

        /** The channel has ended. */
        void closed(Channel channel, CloseCode code);
    }

    private enum Stage {
        HELLO,
        AUTH,
        OPEN,
        CLOSED
    }

    Channel(
            NodeEnvironment environment,
            Identity self,
            Verifier verifier,
            Role role,
            Optional<Expectation> expected,
            Connection connection,
            FrameBudget budget,
            Owner owner) {
        this.environment = environment;
        this.self = self;
        this.owner = owner;
        this.connection = connection;
        this.handshake = new Handshake(self, role, self.hello(environment), verifier, expected);
        this.check = new MessageCheck(handshake, self, verifier);
        this.frames = new FrameQueue(environment.workers(), this::handle, budget, () -> close(CloseCode.OVERRUN));
        this.deadline = environment.schedule(HANDSHAKE_LIMIT, this::giveUpUnlessOpen);
    }

    /** Says the first word; the dialler's part. */
    void greet() {
        connection.send(handshake.ownHello());
    }

    /** The peer's proven name; only of an open channel. */
    PeerId peer() {
        return handshake.peerName();
    }

    /** The peer's proven key; only of an open channel. */
    PublicKey peerKey() {
        return handshake.peerKey();
    }

    Handshake handshake() {
        return handshake;
    }

    /** Takes as much at a time as a peer with a line may send. */
    void raiseBound() {
        frames.raiseBound();
    }

    @Override
    public void send(PeerMessage message) {
        connection.send(message);
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    @Override
    public void onWritable(Runnable task) {
        whenWritable = task;
    }

    /** Reads nothing more for that long; what comes meanwhile waits within its bound. */
    void rest(Duration time) {
        if (resting.compareAndSet(false, true)) {
            frames.pause();
            environment.schedule(time, () -> {
                resting.set(false);
                frames.resume();
            });
        }
    }

    /** Ends it; {@link #closed} follows. */
    @Override
    public void close(CloseCode code) {
        stage = Stage.CLOSED;
        connection.close(code);
    }

    /** Takes leave in words first. */
    void sayBye(CloseCode code) {
        connection.send(new Bye(code));
        close(code);
    }

    @Override
    public void received(Frame frame) {
        if (stage != Stage.CLOSED && !frames.offer(frame)) {
            close(CloseCode.OVERRUN);
        }
    }

    @Override
    public void writable() {
        whenWritable.run();
    }

    @Override
    public void closed(CloseCode code) {
        deadline.cancel();
        if (resting.get()) {
            frames.resume();
        }
        frames.end(() -> {
            stage = Stage.CLOSED;
            owner.closed(this, farewell.orElse(code));
        });
    }

    private void giveUpUnlessOpen() {
        if (stage != Stage.OPEN) {
            close(CloseCode.TIMEOUT);
        }
    }

    private void handle(Frame frame) {
        boolean passedOn = false;
        try {
            passedOn = stage != Stage.CLOSED && handle(frame.decode(), frame.size());
        } catch (MalformedException e) {
            LOG.warn("{}: {}", connection.remote(), e.getMessage());
            close(CloseCode.PROTOCOL_VIOLATION);
        } catch (RuntimeException e) {
            LOG.error("{}: a message could not be handled", connection.remote(), e);
            close(CloseCode.PROTOCOL_VIOLATION);
        } finally {
            if (!passedOn) {
                frames.release(frame.size());
            }
        }
    }

    /** Returns whether the owner has it now, and releases its size later. */
    private boolean handle(PeerMessage message, int size) {
        if (message instanceof Bye bye) {
            farewell = Optional.of(bye.code());
            close(bye.code());
            return false;
        }
        switch (stage) {
            case HELLO -> takeHello(message);
            case AUTH -> takeAuth(message);
            case OPEN -> {
                return passOn(message, size);
            }
            case CLOSED -> {}
        }
        return false;
    }

    private void takeHello(PeerMessage message) {
        if (!(message instanceof Hello hello)) {
            close(CloseCode.PROTOCOL_VIOLATION);
            return;
        }
        Optional<CloseCode> refused = handshake.take(hello);
        if (refused.isPresent()) {
            farewell = refused;
            sayBye(refused.get());
            return;
        }
        stage = Stage.AUTH;
        connection.send(handshake.role() == Role.DIALER ? handshake.auth(self.signer()) : handshake.ownHello());
    }

    private void takeAuth(PeerMessage message) {
        if (!(message instanceof Auth auth) || !handshake.verifies(auth)) {
            farewell = Optional.of(CloseCode.NOT_AUTHENTIC);
            close(CloseCode.NOT_AUTHENTIC);
            return;
        }
        if (handshake.role() == Role.DIALER) {
            connection.authenticated();
            open();
            return;
        }
        frames.pause();
        owner.admit(handshake.peerName(), handshake.peerKey(), this::admitted);
    }

    private void admitted(Optional<CloseCode> refused) {
        if (refused.isPresent()) {
            farewell = refused;
            sayBye(refused.get());
        } else if (stage != Stage.CLOSED) {
            connection.authenticated();
            connection.send(handshake.auth(self.signer()));
            open();
        }
        frames.resume();
    }

    private void open() {
        stage = Stage.OPEN;
        deadline.cancel();
        owner.opened(this);
    }

    private boolean passOn(PeerMessage message, int size) {
        if (!check.holds(message)) {
            close(CloseCode.PROTOCOL_VIOLATION);
            return false;
        }
        owner.received(this, new Verified(message), () -> frames.release(size));
        return true;
    }
}
