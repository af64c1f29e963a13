package io.p2pcredit.simulation.world;

import java.time.Instant;
import java.util.function.Supplier;

/** A time of day that goes on a little, and now and then jumps anywhere, forwards or back. Not thread-safe. */
public final class JumpingClock implements Supplier<Instant> {
    private final Chance chance;
    private Instant timeOfDay = Instant.EPOCH;

    public JumpingClock(Chance chance) {
        this.chance = chance;
    }

    @Override
    public Instant get() {
        timeOfDay = chance.hits(0.1)
                ? Instant.ofEpochSecond(chance.between(0, 4_000_000_000L))
                : timeOfDay.plusMillis(chance.below(1_000));
        return timeOfDay;
    }
}
