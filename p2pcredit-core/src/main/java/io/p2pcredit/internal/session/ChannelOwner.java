package io.p2pcredit.internal.session;

import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;
import java.util.function.Consumer;

/** What a channel reports to, in order. The methods are called on workers and return at once. */
interface ChannelOwner {
    /** Asks whether this proven identity may have a session; the answer, empty if it may, comes on any thread. */
    void admit(PeerId name, PublicKey key, Consumer<Optional<CloseCode>> answer);

    /** Both sides have proven who they are. */
    void opened(Channel channel);

    /** A message has come in an open channel. {@code done} is to be run once it has been dealt with. */
    void received(Channel channel, Verified message, Runnable done);

    /** The channel has ended. */
    void closed(Channel channel, CloseCode code);
}
