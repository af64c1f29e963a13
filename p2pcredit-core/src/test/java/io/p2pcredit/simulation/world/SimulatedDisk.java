package io.p2pcredit.simulation.world;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a peer keeps through its crashes: its journal, its history, copies of both, and a plan of where the next crash
 * strikes. Not thread-safe.
 */
public final class SimulatedDisk {
    private static final double BACKUPS = 0.1;

    private final UnaryOperator<Journal> maker;
    private final Chance chance;
    private final Pace pace;
    private final List<Copies> backups = new ArrayList<>();
    private InMemoryStorage storage = new InMemoryStorage();
    private InMemoryStorage promised = new InMemoryStorage();
    private InMemoryHistory history = new InMemoryHistory();
    private List<Batch> batches = new ArrayList<>();
    private int synced;
    private long end;
    private Optional<CrashPoint> planned = Optional.empty();
    private boolean full;
    private boolean failed;
    private boolean certain = true;
    private int breaksAt;

    /**
     * An empty disk.
     *
     * @param maker what the journals are really like
     * @param chance when somebody copies what is here
     * @param pace how often there are snapshots
     */
    public SimulatedDisk(UnaryOperator<Journal> maker, Chance chance, Pace pace) {
        this.maker = maker;
        this.chance = chance;
        this.pace = pace;
    }

    /** Both stores as they were at one moment. */
    public record Copies(InMemoryStorage journal, List<Batch> batches) {
        public Copies {
            batches = List.copyOf(batches);
        }

        /** The history. */
        public InMemoryHistory history() {
            InMemoryHistory history = new InMemoryHistory();
            if (!batches.isEmpty()) {
                history.store(batches);
            }
            return history;
        }
    }

    /** Crashes whoever owns the journal at the point. */
    public void plan(CrashPoint point) {
        planned = Optional.of(point);
    }

    /** There is no space any more, or there is some again. */
    public void fill(boolean isFull) {
        full = isFull;
    }

    /** One of the next writes fails; whether it gets to the disk, nobody can know. */
    public void breakSoon() {
        breaksAt = (int) chance.between(1, 5);
    }

    /** No crash is planned any more, and every write works. */
    public void heal() {
        planned = Optional.empty();
        full = false;
        breaksAt = 0;
    }

    /** Whether any write of the present owner has failed. */
    public boolean hasFailed() {
        return failed;
    }

    /** Whether it is known what is there after all writes of the present owner. */
    public boolean isCertain() {
        return certain;
    }

    private void checkSpace() {
        if (full) {
            failed = true;
            throw new StorageException(StorageException.Code.FULL, "the simulated disk is full");
        }
    }

    /** Opens the journal for a new life; what an earlier one still wants to write fails. */
    public Journal open(Life life, Runnable beforeCrash) {
        failed = false;
        certain = true;
        promised = storage.copy();
        Journal journal = maker.apply(storage.takeOver());
        end = journal.end();
        return new MortalJournal(life, journal, promised.takeOver(), pace, new Fate(life, beforeCrash));
    }

    /** The newest position that the present owner was told. */
    public long end() {
        return end;
    }

    /** The position of the newest group that is there. */
    public long groups() {
        try (Journal journal = storage.copy().open()) {
            return journal.end();
        }
    }

    /** What the present owner has been promised to find again, whatever happens to its process or its machine. */
    public Copies promised() {
        return new Copies(promised.copy(), batches.subList(0, synced));
    }

    /** What is there now. */
    public Copies contents() {
        return new Copies(storage.copy(), batches);
    }

    /** The history as one life reaches it. */
    public History historyOf(Life life, Consumer<Batch> onStore) {
        Consumer<Batch> stored = batch -> {
            batches.add(batch);
            onStore.accept(batch);
        };
        return new MortalHistory(life, history, this::checkSpace, stored, () -> synced = batches.size());
    }

    /** Puts a copy back that is as old as the share says, from 0, which is an empty disk, to 1. */
    public void restoreBackup(double share) {
        int age = (int) (share * backups.size());
        boolean isEmpty = share == 0 || backups.isEmpty();
        Copies copies = isEmpty ? new Copies(new InMemoryStorage(), List.of()) : backups.get(age);
        storage = copies.journal().copy();
        keep(copies.batches());
        backups.subList(isEmpty ? 0 : age + 1, backups.size()).clear();
    }

    /** Loses the newest part of what the history has not been told to make durable. */
    public void loseWhatIsNotDurable() {
        keep(batches.subList(0, (int) chance.between(synced, batches.size())));
    }

    /** Whether the journal can tell the whole history again. */
    public boolean hasAllGroups() {
        try (Journal journal = storage.copy().open()) {
            return journal.trimmed() == 0;
        }
    }

    /** The history is gone; the next life has to make it again. */
    public void loseHistory() {
        keep(List.of());
    }

    /** What the history still has. */
    public List<Batch> batches() {
        return List.copyOf(batches);
    }

    private void keep(List<Batch> kept) {
        batches = new ArrayList<>(kept);
        synced = batches.size();
        history = new Copies(storage, batches).history();
    }

    /**
     * Where a crash strikes.
     *
     * @param writes at which write, 1 for the next one
     * @param durable whether what is written then gets to the disk
     */
    public record CrashPoint(int writes, boolean durable) {
        private Optional<CrashPoint> next() {
            return writes > 1 ? Optional.of(new CrashPoint(writes - 1, durable)) : Optional.empty();
        }
    }

    /** What becomes of a life at its writes. */
    final class Fate {
        private final Life life;
        private final Runnable beforeCrash;

        Fate(Life life, Runnable beforeCrash) {
            this.life = life;
            this.beforeCrash = beforeCrash;
        }

        /**
         * One write, at which the life may end.
         *
         * @param changes whether it changes what the node knows
         */
        <T> T write(String what, boolean changes, Supplier<T> task) {
            checkSpace();
            if (breaksAt > 0 && --breaksAt == 0) {
                throw broken(what, task);
            }
            Optional<CrashPoint> point = planned;
            planned = point.flatMap(CrashPoint::next);
            boolean strikes = point.isPresent() && planned.isEmpty();
            if (strikes && !point.get().durable()) {
                beforeCrash.run();
                throw life.crash("before " + what);
            }
            T written = task.get();
            if (strikes) {
                if (!changes) {
                    beforeCrash.run();
                }
                throw life.crash("after " + what);
            }
            return written;
        }

        private StorageException broken(String what, Supplier<?> task) {
            failed = true;
            certain = false;
            if (chance.hits(0.5)) {
                Object unused = task.get();
            }
            return new StorageException(StorageException.Code.FAILED, "the simulated disk fails at " + what);
        }

        /** The owner knows that the journal goes that far. */
        void told(long position) {
            end = position;
            if (chance.hits(BACKUPS)) {
                backups.add(contents());
            }
        }
    }
}
