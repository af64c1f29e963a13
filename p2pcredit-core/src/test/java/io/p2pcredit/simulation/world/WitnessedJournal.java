package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The journal of one life, and a witness of what it keeps and what it says. Not thread-safe. */
public final class WitnessedJournal implements Journal {
    private final PeerId owner;
    private final int life;
    private final Journal journal;
    private final JournalWitness witness;

    /**
     * Shows the witness first what is new there since it last saw the journal.
     *
     * @param life which of the owner's lives, from 1
     * @param known the position of the newest group that the witness has seen
     */
    public WitnessedJournal(PeerId owner, int life, Journal journal, long known, JournalWitness witness) {
        this.owner = owner;
        this.life = life;
        this.journal = journal;
        this.witness = witness;
        long end = Math.min(known, journal.end());
        witness.opened(owner, life, end);
        journal.replay(end, this::show);
    }

    @Override
    public long append(ByteBuffer group) {
        ByteBuffer shown = group.duplicate();
        try {
            long position = journal.append(group);
            show(position, shown);
            return position;
        } catch (StorageException e) {
            witness.storageFailed(owner);
            throw e;
        }
    }

    @Override
    public long end() {
        return journal.end();
    }

    @Override
    public void replay(long after, GroupHandler handler) {
        journal.replay(after, handler);
    }

    @Override
    public long trimmed() {
        return journal.trimmed();
    }

    @Override
    public boolean trim(long upTo) {
        return journal.trim(upTo);
    }

    @Override
    public SnapshotWriter beginSnapshot(long position, Extent extent) {
        return journal.beginSnapshot(position, extent);
    }

    @Override
    public Optional<Snapshot> newestSnapshot() {
        return journal.newestSnapshot();
    }

    @Override
    public Pace pace() {
        return journal.pace();
    }

    @Override
    public void close() {
        journal.close();
    }

    private void show(long position, ByteBuffer group) {
        witness.appended(owner, life, position, Bytes.of(group));
    }
}
