package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.PeerId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I23: whatever the time of day, and however it jumps, everything happens in the same way. */
class WallClockTest {
    private static final long BASE = 23_000;
    private static final int SEEDS = 3;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, -1_000_000})
    void doesNotDecideBySuchAClock(long step) {
        for (long seed = BASE; seed < BASE + SEEDS; seed++) {
            assertThat(run(seed, step)).isEqualTo(what(Simulation.run(seed)));
        }
    }

    @Test
    void showsEveryProcessTheTimeThatItIsTold() {
        Ticking clock = new Ticking(1);
        Simulation.run(Scenario.of(BASE).among(told(clock)));
        assertThat(clock.now).isAfter(Instant.ofEpochSecond(Ticking.START));
    }

    private static List<Long> run(long seed, long step) {
        return what(Simulation.run(Scenario.of(seed).among(told(new Ticking(step)))));
    }

    private static List<Long> what(Simulation.Result result) {
        return List.of(result.trace(), (long) result.events());
    }

    private static Collaborators told(Ticking told) {
        return new Collaborators() {
            @Override
            public Supplier<Instant> timeOfDay(PeerId owner, Supplier<Instant> clock) {
                return told;
            }
        };
    }

    /** Moves by so many milliseconds whenever somebody looks. */
    private static final class Ticking implements Supplier<Instant> {
        private static final long START = 4_000_000_000L;

        private final long step;
        private Instant now = Instant.ofEpochSecond(START);

        Ticking(long step) {
            this.step = step;
        }

        @Override
        public Instant get() {
            now = now.plusMillis(step);
            return now;
        }
    }
}
