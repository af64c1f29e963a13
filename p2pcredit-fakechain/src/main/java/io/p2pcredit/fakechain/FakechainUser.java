package io.p2pcredit.fakechain;

import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import java.util.Optional;

/**
 * A user of a Fakechain, as it can be shown to people.
 *
 * @param name with everything replaced that is not printable
 * @param address where the user says it is, made printable; empty if it says nothing of the kind
 * @param balance in units
 * @param peer what a node can use; nothing if the name is no {@link io.p2pcredit.trustline.PeerId}
 */
public record FakechainUser(String name, String address, long balance, Optional<PeerRecord> peer) {
    /**
     * Whether a trustline to this user is possible: original clients have no identity key, and other names cannot be
     * typed.
     */
    public boolean isDiallable() {
        return peer.isPresent()
                && peer.get().address().isPresent()
                && peer.get().key().isPresent();
    }
}
