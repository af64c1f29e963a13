package io.p2pcredit.internal.session;

import io.p2pcredit.message.PeerMessage;

/** A message whose signatures hold. Only a {@link Channel} makes one. */
public final class Verified {
    private final PeerMessage message;

    Verified(PeerMessage message) {
        this.message = message;
    }

    public PeerMessage message() {
        return message;
    }
}
