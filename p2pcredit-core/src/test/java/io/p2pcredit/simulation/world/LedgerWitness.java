package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/** Sees what a ledger does. */
@FunctionalInterface
public interface LedgerWitness {
    /** Money moves. */
    void moved(Recorded transfer);

    /**
     * A node gets an answer.
     *
     * @param about the peer that it is about; empty if it may be about any
     */
    default void answered(PeerId at, Optional<PeerId> about) {}

    /** Something that is rare and worth counting. */
    default void noticed(String what) {}
}
