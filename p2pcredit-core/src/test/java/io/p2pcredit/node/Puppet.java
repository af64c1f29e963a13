package io.p2pcredit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A peer that says whatever a test wants it to say, on one connection. */
final class Puppet implements ConnectionListener {
    private static final long PATIENCE_SECONDS = 30;

    private final Town.House house;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final Hello own;
    private final Role role;
    private volatile Optional<Connection> connection = Optional.empty();
    private Optional<Hello> theirs = Optional.empty();

    private Puppet(Town.House house, Role role, long nonce) {
        this.house = house;
        this.role = role;
        this.own = new Hello(
                List.of(ProtocolLimits.VERSION),
                house.name,
                house.signer.publicKey(),
                new Nonce(Bytes.ofWords(nonce, 0, 0, role.number())));
    }

    /** Dials a node. */
    static Puppet dialling(Town.House house, PeerId node) {
        return dialling(house, node, System.nanoTime());
    }

    /** The same with that nonce. */
    static Puppet dialling(Town.House house, PeerId node, long nonce) {
        Puppet puppet = new Puppet(house, Role.DIALER, nonce);
        house.surroundings
                .transport()
                .dial(URI.create("mem://" + node), puppet::connected)
                .toCompletableFuture()
                .join();
        return puppet;
    }

    /** Waits for a node to dial. */
    static Puppet listening(Town.House house) {
        Puppet puppet = new Puppet(house, Role.ACCEPTOR, System.nanoTime());
        house.surroundings
                .transport()
                .listen(puppet::connected)
                .toCompletableFuture()
                .join();
        return puppet;
    }

    private ConnectionListener connected(Connection opened) {
        opened.authenticated();
        connection = Optional.of(opened);
        return this;
    }

    Hello hello() {
        return own;
    }

    void say(PeerMessage message) {
        connection.orElseThrow().send(message);
    }

    /** What is heard next; it has to be of that kind. */
    <T extends PeerMessage> T hear(Class<T> kind) {
        Object next = next();
        assertThat(next).isInstanceOf(kind);
        return kind.cast(next);
    }

    /** Whether something was said that nobody has listened to. */
    boolean hasHeardMore() {
        return !heard.isEmpty();
    }

    /** How the connection ends, and nothing else but a Bye is heard before. */
    CloseCode end() {
        Object next = next();
        return next instanceof PeerMessage.Bye ? end() : (CloseCode) next;
    }

    /** How the connection ends, whatever is heard before. */
    CloseCode endAtLast() {
        Object next = next();
        return next instanceof CloseCode code ? code : endAtLast();
    }

    /** Both say Hello. */
    Puppet greet() {
        if (role == Role.DIALER) {
            say(own);
        }
        theirs = Optional.of(hear(Hello.class));
        if (role == Role.ACCEPTOR) {
            say(own);
        }
        return this;
    }

    /** The right Auth, once both have said Hello. */
    Auth auth() {
        return auth(role);
    }

    /** What one in that role would sign. */
    Auth auth(Role signer) {
        Hello dialer = role == Role.DIALER ? own : theirs.orElseThrow();
        Hello acceptor = role == Role.DIALER ? theirs.orElseThrow() : own;
        return new Auth(house.signer.sign(SignedContent.auth(signer, dialer, acceptor)));
    }

    /** The whole handshake, up to the other side's Resume. */
    Puppet open() {
        prove();
        hear(Resume.class);
        return this;
    }

    /** The whole handshake alone: a side that has another session says nothing more before it hears a Resume. */
    Puppet prove() {
        greet();
        say(auth());
        hear(Auth.class);
        return this;
    }

    /** Shows that it holds nothing. */
    Puppet resume() {
        return resume(Optional.empty(), Optional.empty());
    }

    /** Shows its own newest proof and the newest one that it holds of the other side. */
    Puppet resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
        Hello dialer = role == Role.DIALER ? own : theirs.orElseThrow();
        Hello acceptor = role == Role.DIALER ? theirs.orElseThrow() : own;
        Bytes content = SignedContent.resume(dialer.nonce(), acceptor.nonce(), line(), mine, held);
        say(new Resume(line(), mine, held, house.signer.sign(content)));
        return this;
    }

    /** A correct proposal of a line with that limit. */
    Propose proposal(long limit) {
        return new Propose(CreditLimit.of(limit), List.of(opening(limit)));
    }

    /** A first update that opens the line with that limit. */
    Update opening(long limit) {
        return opening(limit, 0);
    }

    /** The same with a proof that says it has paid that much, which it has not. */
    Update opening(long limit, long paid) {
        Entry open = new Entry.Open(Asset.CREDIT, CreditLimit.of(limit), CreditLimit.of(limit));
        BalanceProof proof = new BalanceProof(
                line(),
                Side.of(house.signer.publicKey(), theirs.orElseThrow().key()),
                1,
                paid,
                0,
                CreditLimit.of(limit),
                0,
                CanonicalForm.chained(CanonicalForm.chainStart(line()), open));
        return new Update(List.of(open), new SignedProof(proof, house.signer.sign(proof.canonicalBytes())));
    }

    LineId line() {
        return LineId.between(house.signer.publicKey(), theirs.orElseThrow().key(), Asset.CREDIT);
    }

    private Object next() {
        try {
            Object next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something heard").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void received(Frame frame) {
        heard.add(frame.decode());
    }

    @Override
    public void writable() {}

    @Override
    public void closed(CloseCode code) {
        heard.add(code);
    }
}
