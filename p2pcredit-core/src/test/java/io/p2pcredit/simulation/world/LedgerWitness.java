package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/** Sees what a ledger does. */
@FunctionalInterface
public interface LedgerWitness {
    /** Money moves. */
    void moved(Recorded transfer);

    /** Everything that was recorded is gone, and another ledger begins. */
    default void begunAnew() {}

    /** The peer's node asks for something, and never gets an answer. */
    default void hung(PeerId at) {}

    /** The peer's node is told something that is not true. */
    default void lied(PeerId to) {}

    /** The peer's node is told of a transfer that is not what is on the ledger. */
    default void misled(PeerId at, Recorded transfer) {}

    /**
     * A node gets an answer.
     *
     * @param about the peer that it is about; empty if it may be about any
     */
    default void answered(PeerId at, Optional<PeerId> about) {}

    /** Something that is rare and worth counting. */
    default void noticed(String what) {}
}
