package io.p2pcredit.simulation.world;

import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.nio.ByteBuffer;

/** The journal of one life, and a witness of what it keeps and what it says. Not thread-safe. */
public final class WitnessedJournal extends ForwardingJournal {
    private final PeerId owner;
    private final int life;
    private final JournalWitness witness;

    /**
     * Shows the witness first what is new there since it last saw the journal.
     *
     * @param life which of the owner's lives, from 1
     * @param known the position of the newest group that the witness has seen
     */
    public WitnessedJournal(PeerId owner, int life, Journal journal, long known, JournalWitness witness) {
        super(journal);
        this.owner = owner;
        this.life = life;
        this.witness = witness;
        long end = Math.min(known, journal.end());
        witness.opened(owner, life, end);
        journal.replay(end, this::show);
    }

    @Override
    public long append(ByteBuffer group) {
        ByteBuffer shown = group.duplicate();
        try {
            long position = super.append(group);
            show(position, shown);
            return position;
        } catch (StorageException e) {
            witness.storageFailed(owner);
            throw e;
        }
    }

    private void show(long position, ByteBuffer group) {
        witness.appended(owner, life, position, Bytes.of(group));
    }
}
