package io.p2pcredit.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How often things have happened: to see that the runs are worth something. Not thread-safe. */
public final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void count(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    /** Those whose names fit. */
    public Counts of(Predicate<String> names) {
        Counts chosen = new Counts();
        counts.forEach((what, count) -> {
            if (names.test(what)) {
                chosen.count(what, count);
            }
        });
        return chosen;
    }

    public void add(Counts others) {
        others.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
