package io.p2pcredit.simulation.world;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.trustline.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a peer keeps through its crashes: its journal, its history, and a plan of where the next crash strikes. Not
 * thread-safe.
 */
public final class SimulatedDisk {
    private InMemoryStorage storage = new InMemoryStorage();
    private final UnaryOperator<Journal> maker;
    private InMemoryHistory history = new InMemoryHistory();
    private final List<Bytes> groups = new ArrayList<>();
    private Optional<CrashPoint> planned = Optional.empty();

    /** @param maker what the journals are really like */
    public SimulatedDisk(UnaryOperator<Journal> maker) {
        this.maker = maker;
    }

    /** Crashes whoever owns the journal at the point. */
    public void plan(CrashPoint point) {
        planned = Optional.of(point);
    }

    /** No crash is planned any more. */
    public void heal() {
        planned = Optional.empty();
    }

    /** Opens the journal for a new life; what an earlier one still wants to write fails. */
    public Journal open(Life life, Runnable beforeCrash) {
        Journal journal = maker.apply(storage.takeOver());
        groups.clear();
        journal.replay(0, (position, group) -> groups.add(Bytes.of(group)));
        return new MortalJournal(life, journal, beforeCrash);
    }

    /** How many groups {@link #promised} has. */
    public int size() {
        return groups.size();
    }

    /** What the present owner has been promised to find again. */
    public List<Bytes> promised() {
        return List.copyOf(groups);
    }

    /** What is in the journal now. Whoever owned it does so no more. */
    public List<Bytes> contents() {
        List<Bytes> found = new ArrayList<>();
        try (Journal journal = storage.takeOver()) {
            journal.replay(0, (position, group) -> found.add(Bytes.of(group)));
        }
        return found;
    }

    /** A journal of its own with the groups. */
    public static Journal copyOf(List<Bytes> groups) {
        Journal copy = new InMemoryStorage().open();
        groups.forEach(group -> copy.append(group.buffer()));
        return copy;
    }

    /** The history as one life reaches it. */
    public History historyOf(Life life, Consumer<History.Batch> onStore) {
        return new MortalHistory(life, history, onStore);
    }

    /** The history is gone, and all but the oldest share of the journal, from 0 to 1, as in an old backup. */
    public void restoreBackup(double share) {
        List<Bytes> all = contents();
        storage = new InMemoryStorage();
        try (Journal journal = storage.open()) {
            all.subList(0, (int) (all.size() * share)).forEach(group -> journal.append(group.buffer()));
        }
        loseHistory();
    }

    /** The history is gone; the next life has to make it again. */
    public void loseHistory() {
        history = new InMemoryHistory();
    }

    /**
     * Where a crash strikes.
     *
     * @param appends at which append, 1 for the next one
     * @param durable whether what is appended then gets to the disk
     */
    public record CrashPoint(int appends, boolean durable) {
        private Optional<CrashPoint> next() {
            return appends > 1 ? Optional.of(new CrashPoint(appends - 1, durable)) : Optional.empty();
        }
    }

    private final class MortalJournal implements Journal {
        private final Life life;
        private final Journal journal;
        private final Runnable beforeCrash;

        MortalJournal(Life life, Journal journal, Runnable beforeCrash) {
            this.life = life;
            this.journal = journal;
            this.beforeCrash = beforeCrash;
        }

        @Override
        public long append(ByteBuffer group) {
            checkAlive();
            Optional<CrashPoint> point = planned;
            planned = point.flatMap(CrashPoint::next);
            boolean strikes = point.isPresent() && planned.isEmpty();
            if (strikes && !point.get().durable()) {
                beforeCrash.run();
                throw life.crash("before an append");
            }
            Bytes copy = Bytes.of(group);
            long position = journal.append(group);
            groups.add(copy);
            if (strikes) {
                throw life.crash("after an append");
            }
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
            return journal.trim(upTo);
        }

        @Override
        public SnapshotWriter beginSnapshot(long position, Extent extent) {
            checkAlive();
            return journal.beginSnapshot(position, extent);
        }

        @Override
        public Optional<Snapshot> newestSnapshot() {
            checkAlive();
            return journal.newestSnapshot();
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
    }
}
