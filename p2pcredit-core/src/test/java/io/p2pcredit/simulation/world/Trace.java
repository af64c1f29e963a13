package io.p2pcredit.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What has happened so far: a hash of everything, and the newest rows in words. Not thread-safe. */
public final class Trace {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private static final Set<String> ROUTINE = Set.of("owner", "callback", "worker", "timer", "link writable", "works");
    private static final int MOST_ROUTINE = 20; // for each row that can be shown

    private final int shown;
    private final Optional<Consumer<String>> watcher;
    private final Deque<Row> rows = new ArrayDeque<>();
    private long hash = PRIME;

    /** @param shown how many of the newest rows can be shown */
    public Trace(int shown) {
        this.shown = shown;
        this.watcher = Optional.empty();
    }

    /** The same, and every row is shown at once. */
    public Trace(int shown, Consumer<String> watcher) {
        this.shown = shown;
        this.watcher = Optional.of(watcher);
    }

    /** Adds something whose words are all there is to it. */
    public void add(long time, String who, String what) {
        add(time, who, what, what.hashCode());
    }

    /**
     * Adds something.
     *
     * @param what shown by its {@code toString}, which is asked only if the row is shown
     * @param fingerprint a number that differs if the thing does, and is the same in every run
     */
    public void add(long time, String who, Object what, long fingerprint) {
        mix(time);
        mix(who.hashCode());
        mix(fingerprint);
        if (shown > 0) {
            keep(new Row(time, who, what));
        }
    }

    /** The same for two runs exactly if the same has happened in both, in the same order and at the same times. */
    public long hash() {
        return hash;
    }

    /** The newest rows that say anything, oldest first, in columns: seconds, who, what. */
    public List<String> newest() {
        List<Row> telling = rows.stream().filter(row -> !row.isRoutine()).toList();
        return telling.stream()
                .skip(Math.max(0, telling.size() - shown))
                .map(Row::toString)
                .toList();
    }

    private void keep(Row row) {
        if (rows.size() == MOST_ROUTINE * shown) {
            rows.removeFirst();
        }
        rows.addLast(row);
        watcher.ifPresent(watching -> watching.accept(row.toString()));
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * PRIME, 31);
    }

    private record Row(long time, String who, Object what) {
        /** Whether it says only that somebody goes on. */
        boolean isRoutine() {
            return what instanceof String words && ROUTINE.contains(words);
        }

        @Override
        public String toString() {
            return String.format("%14.6f  %-12s  %s", time / 1e9, who, what);
        }
    }
}
