package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.entry.SignedProof;
import java.util.Optional;

/** Whether every signature in a message is the one that it has to be. */
final class MessageCheck implements PeerMessage.Cases<Boolean> {
    private final Handshake handshake;
    private final Identity self;
    private final Verifier verifier;

    MessageCheck(Handshake handshake, Identity self, Verifier verifier) {
        this.handshake = handshake;
        this.self = self;
        this.verifier = verifier;
    }

    boolean holds(PeerMessage message) {
        return message.match(this);
    }

    @Override
    public Boolean hello(PeerMessage.Hello message) {
        return false; // once only, and not here
    }

    @Override
    public Boolean auth(PeerMessage.Auth message) {
        return false; // once only, and not here
    }

    @Override
    public Boolean resume(PeerMessage.Resume message) {
        return handshake.verifies(message)
                && isOf(handshake.peerKey(), message.mine())
                && isOf(self.key(), message.held());
    }

    @Override
    public Boolean progress(PeerMessage.Progress message) {
        return true;
    }

    @Override
    public Boolean propose(PeerMessage.Propose message) {
        return message.updates().stream().allMatch(update -> isOf(handshake.peerKey(), update.signed()));
    }

    @Override
    public Boolean decline(PeerMessage.Decline message) {
        return true;
    }

    @Override
    public Boolean deliver(PeerMessage.Deliver message) {
        SignedProof signed = message.update().signed();
        boolean given = signed.proof().side() == Side.of(self.key(), handshake.peerKey());
        return isOf(given ? self.key() : handshake.peerKey(), signed);
    }

    @Override
    public Boolean refused(PeerMessage.Refused message) {
        return true;
    }

    @Override
    public Boolean bye(PeerMessage.Bye message) {
        return true;
    }

    private boolean isOf(PublicKey writer, Optional<SignedProof> signed) {
        return signed.isEmpty() || isOf(writer, signed.get());
    }

    private boolean isOf(PublicKey writer, SignedProof signed) {
        return verifier.verifies(writer, signed.proof().canonicalBytes(), signed.signature());
    }
}
