package io.p2pcredit.simulation;

import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A journal that is another one, but for what is overridden. */
class PassingJournal implements Journal {
    private final Journal journal;

    PassingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public long append(ByteBuffer group) {
        return journal.append(group);
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
}
