package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.world.FakeEd25519;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short lives of two to eight nodes. {@code -Dp2pcredit.seed=N} runs one of them and prints all of it, {@code
 * -Dp2pcredit.seeds=N} runs so many instead of 2,000.
 */
class SimulationTest {
    private static final long BASE = 20_261_122_000_000L;
    private static final int SEEDS = Integer.getInteger("p2pcredit.seeds", 2_000);
    private static final List<String> EXPECTED = List.of(
            "pay",
            "acknowledged",
            "pay CREDIT_LIMIT_EXCEEDED",
            "limit",
            "settle",
            "settled",
            "crashes",
            "history lost",
            "everything lost",
            "late message",
            "crossing dials",
            "asks again",
            "cancel",
            "leaves",
            "rebuilt",
            "resolve");
    private static final List<String> RARE = List.of("old copy", "confirmed-by-hand", "seen-in-the-balance");

    @Test
    void survivesEverythingThatTheSeedsComeUpWith() {
        Long asked = Long.getLong("p2pcredit.seed");
        if (asked != null) {
            System.out.println(Simulation.watch(asked, System.out::println));
            return;
        }
        System.out.println("seeds " + BASE + " to " + (BASE + SEEDS - 1));
        List<Simulation.Result> results = LongStream.range(BASE, BASE + SEEDS)
                .parallel() // each run has one thread and shares nothing with the others
                .mapToObj(Simulation::run)
                .toList();
        Counts counts = new Counts();
        results.forEach(result -> counts.add(result.counts()));
        long events = results.stream().mapToLong(Simulation.Result::events).sum();
        System.out.println(events + " events: " + counts);
        assertThat(EXPECTED).allSatisfy(what -> assertThat(counts.of(what)).isGreaterThanOrEqualTo(SEEDS / 10));
        assertThat(RARE).allSatisfy(what -> assertThat(counts.of(what)).isGreaterThanOrEqualTo(SEEDS / 100));
    }

    @Test
    void repeatsARunExactly() {
        for (long seed = BASE; seed < BASE + 20; seed++) {
            Simulation.Result first = Simulation.run(seed);
            Simulation.Result second = Simulation.run(seed);
            assertThat(List.of(second.trace(), second.events())).isEqualTo(List.of(first.trace(), first.events()));
        }
    }

    @Test
    void runsDifferentlyUnderEverySeed() {
        assertThat(Simulation.run(BASE).trace())
                .isNotEqualTo(Simulation.run(BASE + 1).trace());
    }

    @Test
    void survivesWithRealSignatures() {
        Provider real = Security.getProvider("SunEC");
        for (long seed = BASE; seed < BASE + 3; seed++) {
            Simulation.Result result = Simulation.run(seed, real, Collaborators.honest());
            assertThat(result.trace())
                    .isNotEqualTo(Simulation.run(seed, new FakeEd25519(), Collaborators.honest())
                            .trace());
        }
    }
}
