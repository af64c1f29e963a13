package io.p2pcredit.simulation.world;

import io.p2pcredit.simulation.world.SimulatedDisk.Fate;
import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A journal that only a living process can reach, and at which it may die. */
final class MortalJournal implements Journal {
    private final Life life;
    private final Journal journal;
    private final Journal promised;
    private final Pace pace;
    private final Fate fate;

    /** @param promised keeps what the journal says that it keeps */
    MortalJournal(Life life, Journal journal, Journal promised, Pace pace, Fate fate) {
        this.life = life;
        this.journal = journal;
        this.promised = promised;
        this.pace = pace;
        this.fate = fate;
    }

    @Override
    public long append(ByteBuffer group) {
        checkAlive();
        long position = fate.write("an append", true, () -> {
            long appended = journal.append(group.duplicate());
            promised.append(group);
            return appended;
        });
        fate.told(position);
        return position;
    }

    @Override
    public long end() {
        checkAlive();
        return journal.end();
    }

    @Override
    public void replay(long after, GroupHandler handler) {
        checkAlive();
        journal.replay(after, handler);
    }

    @Override
    public long trimmed() {
        checkAlive();
        return journal.trimmed();
    }

    @Override
    public boolean trim(long upTo) {
        checkAlive();
        return fate.write("a trim", false, () -> {
            promised.trim(upTo);
            return journal.trim(upTo);
        });
    }

    @Override
    public SnapshotWriter beginSnapshot(long position, Extent extent) {
        checkAlive();
        return new Writer(journal.beginSnapshot(position, extent), promised.beginSnapshot(position, extent));
    }

    @Override
    public Optional<Snapshot> newestSnapshot() {
        checkAlive();
        return journal.newestSnapshot();
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public void close() {
        journal.close();
    }

    private void checkAlive() {
        if (!life.isAlive()) {
            throw new Crash("the process is gone");
        }
    }

    private final class Writer implements SnapshotWriter {
        private final SnapshotWriter writer;
        private final SnapshotWriter promise;

        Writer(SnapshotWriter writer, SnapshotWriter promise) {
            this.writer = writer;
            this.promise = promise;
        }

        @Override
        public void add(ByteBuffer chunk) {
            checkAlive();
            fate.write("a chunk", false, () -> {
                writer.add(chunk.duplicate());
                promise.add(chunk);
                return chunk;
            });
        }

        @Override
        public void seal() {
            checkAlive();
            fate.write("a seal", false, () -> {
                writer.seal();
                promise.seal();
                return promise;
            });
        }
    }
}
