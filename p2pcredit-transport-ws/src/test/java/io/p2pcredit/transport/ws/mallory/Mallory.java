package io.p2pcredit.transport.ws.mallory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.transport.ws.RawSocket;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer that means harm: speaks the protocol as well as anybody, up to where it prefers not to. It dials or is dialled,
 * over a raw socket, one connection at a time; each verb is one step of a session, and every word can be left out, said twice or
 * said wrong. It gives up waiting after 20 seconds. For one thread.
 */
final class Mallory implements Closeable {
    /** What a WebSocket status is when there was no close frame. */
    static final int NO_CLOSE_FRAME = 1006;

    private static final AtomicLong NONCES = new AtomicLong(System.nanoTime());

    private final URI address;
    private final PeerId name;
    private final Signer signer;
    private final LineId line;
    private final Pen pen;
    private Role role = Role.DIALER;
    private Hello own;
    private @Nullable Hello theirs;
    private @Nullable RawSocket socket;
    private final List<RawSocket> hanging = new ArrayList<>();
    private Optional<SignedProof> held = Optional.empty();

    /** Somebody who has not yet dialled the node of that key. */
    Mallory(PeerId name, Signer signer, URI address, PublicKey victim) {
        this.name = name;
        this.signer = signer;
        this.address = address;
        this.line = LineId.between(signer.publicKey(), victim, Asset.CREDIT);
        this.pen = new Pen(signer, line, Side.of(signer.publicKey(), victim));
        this.own = freshHello();
    }

    /** TCP, and no more. */
    Mallory reach() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = RawSocket.connected(address);
        own = freshHello();
        return this;
    }

    /** An open WebSocket. */
    Mallory connect() throws IOException {
        reach().socket().shakeHands();
        return this;
    }

    /** Waits for the node to dial, instead. */
    Mallory open(ServerSocket door) throws IOException {
        socket = RawSocket.accepted(door.accept());
        own = freshHello();
        role = Role.ACCEPTOR;
        return this;
    }

    /** Says from now on, in this session, that she is somebody else. */
    Mallory claim(PeerId otherName, PublicKey otherKey) {
        own = new Hello(own.versions(), otherName, otherKey, own.nonce());
        return this;
    }

    /** Both have said Hello. */
    Mallory hello() throws IOException {
        if (role == Role.ACCEPTOR) {
            theirs = hear(Hello.class);
            return say(own);
        }
        say(own);
        theirs = hear(Hello.class);
        return this;
    }

    /** Both have proven who they are. */
    Mallory authenticate() throws IOException {
        if (role == Role.ACCEPTOR) {
            hear(Auth.class);
            return say(auth());
        }
        say(auth());
        hear(Auth.class);
        return this;
    }

    /** Both have shown where they stand. */
    Mallory resume() throws IOException {
        say(resumption());
        hear(Resume.class);
        return this;
    }

    /** A whole session up to here. */
    Mallory enter() throws IOException {
        return connect().hello().authenticate().resume();
    }

    /** A session with a line that both have opened with this limit, and everything acknowledged on both sides. */
    Mallory openLine(CreditLimit limit) throws IOException {
        enter().say(new Propose(limit, List.of(pen.write(new Entry.Open(Asset.CREDIT, limit, limit)))));
        awaitAcknowledgement();
        return acknowledge();
    }

    /** Pays like an honest peer, and waits for the receipt. */
    Mallory pay(long units) throws IOException {
        say(new Deliver(pen.write(pen.payment(units))));
        return awaitAcknowledgement();
    }

    /** Signs for everything that has come. */
    Mallory acknowledge() throws IOException {
        return say(new Deliver(pen.write()));
    }

    /** Hears on until the node has signed for everything that was written. */
    Mallory awaitAcknowledgement() throws IOException {
        while (held.isEmpty() || held.get().proof().peerSeq() < pen.seq()) {
            hear(Deliver.class);
        }
        return this;
    }

    Mallory say(PeerMessage message) throws IOException {
        return send(MessageCodec.encode(message));
    }

    /** The text as one frame. */
    Mallory send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    /** The bytes as one text frame. */
    Mallory send(byte[] text) throws IOException {
        return frame(RawSocket.TEXT, text);
    }

    /** A frame of any kind. */
    Mallory frame(int opcode, byte[] payload) throws IOException {
        socket().send(opcode, payload);
        return this;
    }

    /** The right words at this point, to be said or to be bent. */
    Auth auth() {
        return auth(role, signer);
    }

    /** The Auth of somebody else. */
    Auth auth(Role signing, Signer other) {
        return new Auth(other.sign(SignedContent.auth(signing, dialer(), acceptor())));
    }

    private Hello dialer() {
        return role == Role.DIALER ? own : theirHello();
    }

    private Hello acceptor() {
        return role == Role.DIALER ? theirHello() : own;
    }

    Resume resumption() {
        return resumption(line, pen.newest(), held);
    }

    Resume resumption(LineId about, Optional<SignedProof> mine, Optional<SignedProof> shown) {
        Bytes content = SignedContent.resume(dialer().nonce(), acceptor().nonce(), about, mine, shown);
        return new Resume(about, mine, shown, signer.sign(content));
    }

    Hello ownHello() {
        return own;
    }

    Hello theirHello() {
        if (theirs == null) {
            throw new IllegalStateException("no Hello yet");
        }
        return theirs;
    }

    /** The next message of that kind, whatever others come before it. */
    <T extends PeerMessage> T hear(Class<T> kind) throws IOException {
        PeerMessage next = next(kind);
        while (!kind.isInstance(next)) {
            next = next(kind);
        }
        return kind.cast(next);
    }

    /** The status with which the node closes the connection, whatever it says before. */
    int awaitClose() {
        try {
            return socket().closeStatus();
        } catch (IOException e) {
            return NO_CLOSE_FRAME;
        }
    }

    /** The node's newest proof that has come. */
    SignedProof held() {
        return held.orElseThrow();
    }

    PeerId name() {
        return name;
    }

    Signer signer() {
        return signer;
    }

    LineId line() {
        return line;
    }

    Pen pen() {
        return pen;
    }

    RawSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    /** Goes on elsewhere, and leaves this connection as it is. */
    Mallory leaveHanging() {
        hanging.add(socket());
        socket = null;
        return this;
    }

    /** Leaves without a word. May be called twice, and come back from. */
    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        for (RawSocket left : hanging) {
            left.close();
        }
    }

    private PeerMessage next(Class<?> awaited) throws IOException {
        RawSocket.Received frame = socket().receive();
        while (frame.opcode() != RawSocket.TEXT) {
            assertThat(frame.opcode())
                    .as("a %s was awaited, and not the end: %s", awaited.getSimpleName(), frame.payload())
                    .isNotEqualTo(RawSocket.CLOSE);
            frame = socket().receive();
        }
        PeerMessage message = MessageCodec.decode(frame.payload().toArray());
        if (message instanceof Deliver deliver) {
            takeIn(deliver.update());
        }
        return message;
    }

    /** Holds what the node proposes. */
    void takeIn(Propose proposal) {
        proposal.updates().forEach(this::takeIn);
    }

    private void takeIn(Update update) {
        if (update.proof().side() != pen.side()) {
            held = Optional.of(update.signed());
            pen.seen(update.proof().seq());
        }
    }

    private Hello freshHello() {
        Nonce nonce = new Nonce(Bytes.ofWords(NONCES.incrementAndGet(), 0, 0, 0));
        return new Hello(List.of(ProtocolLimits.VERSION), name, signer.publicKey(), nonce);
    }
}
