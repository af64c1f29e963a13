package io.p2pcredit.internal.session;

import io.p2pcredit.message.Nonce;
import io.p2pcredit.message.PeerMessage.Hello;
import io.p2pcredit.message.ProtocolLimits;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;

/** Who this node is to others. */
public record Identity(PeerId name, PublicKey key, Signer signer) {
    Hello hello(NodeEnvironment environment) {
        byte[] nonce = new byte[Nonce.SIZE];
        environment.randomBytes(nonce);
        return new Hello(List.of(ProtocolLimits.VERSION), name, key, new Nonce(Bytes.of(nonce)));
    }

    boolean is(PeerId otherName, PublicKey otherKey) {
        return name.equals(otherName) || key.equals(otherKey);
    }
}
