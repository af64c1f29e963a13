package io.p2pcredit.simulation;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.security.Provider;
import java.time.Instant;
import java.util.function.Supplier;

/** A chance to put something broken between the nodes and their world, to see whether the invariants notice. */
public interface Collaborators {
    /** Those of a simulated world, as they are. */
    static Collaborators honest() {
        return new Collaborators() {};
    }

    /** Who computes the signatures for the owner's node. */
    default Provider signatures(PeerId owner, Provider provider) {
        return provider;
    }

    default Signer signer(PeerId owner, Signer signer) {
        return signer;
    }

    default Journal journal(PeerId owner, Journal journal) {
        return journal;
    }

    /** The journal as the node has it: what happens to it from here on is not seen from outside. */
    default Journal store(PeerId owner, Journal journal) {
        return journal;
    }

    default Transport transport(PeerId owner, Transport transport) {
        return transport;
    }

    /** What the owner's computer says is the time of day. */
    default Supplier<Instant> timeOfDay(PeerId owner, Supplier<Instant> clock) {
        return clock;
    }

    default History history(PeerId owner, History history) {
        return history;
    }

    default Ledger ledger(PeerId owner, Ledger ledger) {
        return ledger;
    }
}
