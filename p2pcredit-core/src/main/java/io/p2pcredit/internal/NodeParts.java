package io.p2pcredit.internal;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node is made of.
 *
 * @param listeners told everything from the first moment on
 * @param made what the builder made itself, and the node closes at its end
 */
public record NodeParts(
        PeerId self,
        Surroundings surroundings,
        Journal journal,
        History history,
        Signer signer,
        NodeEnvironment environment,
        Optional<Provider> signatureProvider,
        Asset asset,
        Announcement announcement,
        AdmissionPolicy admission,
        Settling settling,
        List<Consumer<NodeEvent>> listeners,
        List<AutoCloseable> made) {
    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);

    public NodeParts {
        listeners = List.copyOf(listeners);
        made = List.copyOf(made);
    }

    /** Closes what the builder made itself, last things first. */
    public void closeMade() {
        for (int i = made.size() - 1; i >= 0; i--) {
            try {
                made.get(i).close();
            } catch (Exception e) { // one part that does not close must not keep the others open
                LOG.error("a part of the node could not be closed", e);
            }
        }
    }

    /**
     * When the node settles, and what was asked of that policy once.
     *
     * @param atTheLimit whether a payment that would exceed the limit settles
     * @param byBalance whether the node credits what its balance alone shows
     */
    public record Settling(SettlementPolicy policy, boolean atTheLimit, boolean byBalance) {
        /** Asks the policy on the calling thread. */
        public static Settling by(SettlementPolicy policy) {
            return new Settling(policy, policy.settlesAtTheLimit(), policy.creditsByBalance());
        }
    }

    /**
     * What address the node publishes.
     *
     * @param listening whether it is the one that the transport listens on
     * @param address another one, unless it is none at all
     */
    public record Announcement(boolean listening, Optional<URI> address) {
        public static Announcement whereItListens() {
            return new Announcement(true, Optional.empty());
        }

        public static Announcement as(URI address) {
            return new Announcement(false, Optional.of(address));
        }

        public static Announcement nowhere() {
            return new Announcement(false, Optional.empty());
        }
    }
}
