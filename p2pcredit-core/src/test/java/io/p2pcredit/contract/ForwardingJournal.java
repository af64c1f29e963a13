package io.p2pcredit.contract;

import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps what another journal keeps. */
public class ForwardingJournal implements Journal {
    private final Journal honest;

    public ForwardingJournal(Journal honest) {
        this.honest = honest;
    }

    @Override
    public long append(ByteBuffer group) {
        return honest.append(group);
    }

    @Override
    public long end() {
        return honest.end();
    }

    @Override
    public void replay(long after, GroupHandler handler) {
        honest.replay(after, handler);
    }

    @Override
    public long trimmed() {
        return honest.trimmed();
    }

    @Override
    public boolean trim(long upTo) {
        return honest.trim(upTo);
    }

    @Override
    public SnapshotWriter beginSnapshot(long position, Extent extent) {
        return honest.beginSnapshot(position, extent);
    }

    @Override
    public Optional<Snapshot> newestSnapshot() {
        return honest.newestSnapshot();
    }

    @Override
    public Pace pace() {
        return honest.pace();
    }

    @Override
    public void copyTo(Path file) {
        honest.copyTo(file);
    }

    @Override
    public void close() {
        honest.close();
    }
}
