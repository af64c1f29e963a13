package io.p2pcredit.simulation.world;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;

/** Sees what the journals of all peers are given. */
public interface JournalWitness {
    /**
     * A life has opened its journal. Groups that a life before has written without being told so come after this.
     *
     * @param life which of the peer's lives, from 1
     * @param end the position of the newest group that was known and is still there
     */
    void opened(PeerId at, int life, long end);

    /** A group is durable. */
    void appended(PeerId at, int life, long position, Bytes group);

    /** The owner was told that its journal has failed. */
    void storageFailed(PeerId at);
}
