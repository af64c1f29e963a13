package io.p2pcredit.internal;

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

/**
 * What a node is made of.
 *
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
        SettlementPolicy settlement,
        List<AutoCloseable> made) {

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
