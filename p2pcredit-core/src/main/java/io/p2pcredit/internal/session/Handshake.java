package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.message.Role;
import io.p2pcredit.message.SignedContent;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How two peers prove who they are, without a connection: both say {@code Hello}, the dialler signs both of them, and
 * the other one signs only after it has verified that. Not thread-safe.
 */
final class Handshake {
    /** Whom a dialler means to reach. */
    record Expectation(PeerId name, PublicKey key) {}

    private final Identity self;
    private final Role role;
    private final Hello own;
    private final Verifier verifier;
    private final Optional<Expectation> expected;
    private @Nullable Hello theirs;

    Handshake(Identity self, Role role, Hello own, Verifier verifier, Optional<Expectation> expected) {
        this.self = self;
        this.role = role;
        this.own = own;
        this.verifier = verifier;
        this.expected = expected;
    }

    Hello ownHello() {
        return own;
    }

    boolean hasHello() {
        return theirs != null;
    }

    /** Why this {@code Hello} leads nowhere; empty if it is taken. */
    Optional<CloseCode> take(Hello hello) {
        if (!hello.versions().contains(ProtocolLimits.VERSION)) {
            return Optional.of(CloseCode.VERSION);
        }
        if (self.is(hello.name(), hello.key())) {
            return Optional.of(CloseCode.SELF);
        }
        if (expected.filter(peer -> !isMet(peer, hello)).isPresent()) {
            return Optional.of(CloseCode.NOT_AUTHENTIC);
        }
        theirs = hello;
        return Optional.empty();
    }

    private static boolean isMet(Expectation peer, Hello hello) {
        return peer.name().equals(hello.name()) && peer.key().equals(hello.key());
    }

    Auth auth(Signer signer) {
        return new Auth(signer.sign(SignedContent.auth(role, dialer(), acceptor())));
    }

    boolean verifies(Auth auth) {
        Bytes content = SignedContent.auth(role.other(), dialer(), acceptor());
        return verifier.verifies(peerKey(), content, auth.signature());
    }

    boolean verifies(PeerMessage.Resume resume) {
        Bytes content = resumeContent(resume.line(), resume.mine(), resume.held());
        return verifier.verifies(peerKey(), content, resume.signature());
    }

    /** What the sender of such a {@code Resume} signs in this session. */
    Bytes resumeContent(LineId line, Optional<SignedProof> mine, Optional<SignedProof> held) {
        return SignedContent.resume(dialer().nonce(), acceptor().nonce(), line, mine, held);
    }

    Role role() {
        return role;
    }

    PeerId peerName() {
        return theirHello().name();
    }

    PublicKey peerKey() {
        return theirHello().key();
    }

    /** The key of the side that dialled. */
    PublicKey dialerKey() {
        return dialer().key();
    }

    private Hello dialer() {
        return role == Role.DIALER ? own : theirHello();
    }

    private Hello acceptor() {
        return role == Role.ACCEPTOR ? own : theirHello();
    }

    private Hello theirHello() {
        if (theirs == null) {
            throw new IllegalStateException("no Hello yet");
        }
        return theirs;
    }
}
