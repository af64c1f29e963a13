package io.p2pcredit.internal.loop;

import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.LineIdentity;

/** What every part of the node works with. */
public record Context(
        NodeEnvironment environment,
        Loop loop,
        Lines lines,
        Surroundings surroundings,
        PeerId self,
        Signer signer,
        Asset asset) {

    /** The line that this node has, or would have, with that peer. */
    public LineIdentity identity(PeerId peer, PublicKey key) {
        return LineIdentity.of(
                asset,
                signer.publicKey(),
                peer,
                key,
                surroundings.ledger().accountOf(self),
                surroundings.ledger().accountOf(peer));
    }
}
