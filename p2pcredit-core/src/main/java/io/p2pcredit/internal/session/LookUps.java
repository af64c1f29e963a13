package io.p2pcredit.internal.session;

import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often strangers may make this node ask its directory: seldom for each name, and not all at once. Thread-safe. */
final class LookUps {
    /** The most questions that wait for their answers. */
    static final int MAX_AT_ONCE = 64;

    /** The most questions about one name within {@link #PERIOD}. */
    static final int MAX_FOR_ONE = 10;

    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final int MAX_NAMES = 1_000;

    private final LongSupplier clock;
    private final Map<PeerId, Tally> tallies = new LinkedHashMap<>();
    private int underWay;

    private record Tally(long since, int count) {}

    /** @param clock monotonic time in nanoseconds */
    LookUps(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether the directory may be asked about that name now; then {@link #end} has to follow. */
    synchronized boolean begin(PeerId name) {
        Tally tally = tally(name);
        boolean may = underWay < MAX_AT_ONCE && tally.count() < MAX_FOR_ONE;
        if (may) {
            underWay++;
            tallies.put(name, new Tally(tally.since(), tally.count() + 1));
            forgetTheOldest();
        }
        return may;
    }

    synchronized void end() {
        underWay--;
    }

    private Tally tally(PeerId name) {
        long now = clock.getAsLong();
        Tally known = tallies.get(name);
        return known == null || now - known.since() >= PERIOD.toNanos() ? new Tally(now, 0) : known;
    }

    private void forgetTheOldest() {
        if (tallies.size() > MAX_NAMES) {
            tallies.remove(tallies.keySet().iterator().next());
        }
    }
}
