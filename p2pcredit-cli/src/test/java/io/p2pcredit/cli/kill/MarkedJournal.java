package io.p2pcredit.cli.kill;

import io.p2pcredit.cli.kill.Marks.Doing;
import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A journal that marks what it does, and stops where it is told to, until its process is killed. */
final class MarkedJournal implements Journal {
    private final Journal journal;
    private final Marks marks;

    MarkedJournal(Journal journal, Marks marks) {
        this.journal = journal;
        this.marks = marks;
    }

    @Override
    public long append(ByteBuffer group) {
        marks.appending();
        if (marks.stopsBefore()) {
            stop();
        }
        long position = journal.append(group);
        marks.doing(Doing.BETWEEN);
        if (marks.stopsAfter()) {
            stop();
        }
        return position;
    }

    private void stop() {
        marks.doing(Doing.STOPPED);
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public long end() {
        return journal.end();
    }

    @Override
    public long trimmed() {
        return journal.trimmed();
    }

    @Override
    public void replay(long after, GroupHandler handler) {
        journal.replay(after, handler);
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
    public void copyTo(Path file) {
        journal.copyTo(file);
    }

    @Override
    public void close() {
        journal.close();
    }
}
