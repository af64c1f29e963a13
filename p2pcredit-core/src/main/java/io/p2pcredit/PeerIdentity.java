package io.p2pcredit;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;

/**
 * Who a peer is.
 *
 * @param pinned the key that this node knows it by; empty before the first trustline
 * @param shown the key that the directory shows now; empty if it shows none, or could not be asked
 */
public record PeerIdentity(PeerId peer, Optional<PublicKey> pinned, Optional<PublicKey> shown) {
    /** Whether the peer shows another key than the one that it is known by. */
    public boolean hasChanged() {
        return pinned.isPresent() && shown.isPresent() && !pinned.equals(shown);
    }
}
