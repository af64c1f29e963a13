package io.p2pcredit.spi;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Tells where a peer listens and which identity key it has. Only a hint: the node proves the key by a handshake and
 * pins it, and an address that leads elsewhere just fails.
 *
 * <p><b>Threads.</b> Called from any thread, calls may overlap, none may block. Every stage completes within 30
 * seconds, on any thread, and never exceptionally. <b>Life cycle.</b> Closed by whoever made it, after the node.
 */
public interface PeerDirectory {
    /**
     * Makes this node known, or moves it to another address. Nothing changes unless {@link PublishOutcome.Published}.
     */
    CompletionStage<PublishOutcome> publish(PeerRecord own);

    CompletionStage<FindOutcome> find(PeerId peer);

    /** Everybody whose name is a {@link PeerId}, by name; empty if the directory could not be asked. */
    CompletionStage<Optional<List<PeerRecord>>> list();

    /**
     * What the directory says of a peer.
     *
     * @param address where to dial it, unless it cannot be dialled
     * @param key its identity key, unless it runs software without one
     */
    record PeerRecord(PeerId name, Optional<URI> address, Optional<PublicKey> key) {}

    /** How an attempt to make oneself known ended. */
    sealed interface PublishOutcome {
        record Published() implements PublishOutcome {}

        /** The name belongs to somebody else, or the secret that goes with it is another one. */
        record NameTaken(String reason) implements PublishOutcome {}

        /** The directory has refused for another reason. */
        record Refused(String reason) implements PublishOutcome {}

        /** The directory could not be asked, or gave no answer. */
        record Unreachable(String reason) implements PublishOutcome {}
    }

    /** What came of looking a peer up. */
    sealed interface FindOutcome {
        record Found(PeerRecord peer) implements FindOutcome {}

        record NotFound() implements FindOutcome {}

        record Unreachable(String reason) implements FindOutcome {}
    }
}
