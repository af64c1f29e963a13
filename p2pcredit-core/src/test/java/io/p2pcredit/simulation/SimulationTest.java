package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.repeat.Freshness;
import io.p2pcredit.simulation.repeat.Shrinker;
import io.p2pcredit.simulation.repeat.Tally;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short lives of two to eight nodes, under seeds that belong to the commit. {@code -Dp2pcredit.seed=N} runs
 * one of them and prints all of it, {@code -Dp2pcredit.excerpt=} with what is written in an {@link Excerpt} a part of that,
 * {@code -Dp2pcredit.seeds=N} so many, and {@code -Dp2pcredit.base=N} those from N on.
 */
class SimulationTest {
    private static final long BASE = 20_261_122_000_000L;
    private static final int USUAL_SEEDS = 10_000;
    private static final int SEEDS = Integer.getInteger("p2pcredit.seeds", USUAL_SEEDS);
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
    private static final List<String> RARE = List.of(
            "old copy",
            "confirmed-by-hand",
            "seen-in-the-balance",
            "ledger hangs",
            "ledger lies",
            "the ledger is reset",
            "an account changes",
            "a partition",
            "a process stands still",
            "a disk is full",
            "a disk fails",
            "halts");
    private static final String RAREST = "both sides lost";

    @Test
    void survivesEverythingThatTheSeedsComeUpWith() {
        Long asked = Long.getLong("p2pcredit.seed");
        if (asked != null) {
            watch(asked, Excerpt.parse(System.getProperty("p2pcredit.excerpt", "*")));
            return;
        }
        long first = Long.getLong("p2pcredit.base", Freshness.firstSeed());
        System.out.println("seeds " + first + " to " + (first + SEEDS - 1));
        Tally tally = new Tally();
        LongStream.range(first, first + SEEDS)
                .parallel() // each run has one thread and shares nothing with the others
                .filter(seed -> tally.failure().isEmpty())
                .mapToObj(Scenario::of)
                .forEach(tally::run);
        tally.failure().ifPresent(SimulationTest::explain);
        System.out.println(tally.events() + " events: " + tally.counts());
        assertThat(EXPECTED)
                .allSatisfy(what -> assertThat(tally.counts().of(what)).isGreaterThanOrEqualTo(SEEDS / 10));
        assertThat(RARE).allSatisfy(what -> assertThat(tally.counts().of(what)).isGreaterThanOrEqualTo(SEEDS / 100));
        assertThat(tally.counts().of(RAREST)).isGreaterThanOrEqualTo(SEEDS / 300);
    }

    private static void watch(long seed, Excerpt excerpt) {
        try {
            System.out.println(Simulation.watch(Scenario.of(seed).with(excerpt), System.out::println));
        } catch (SimulationFailure failure) {
            explain(failure);
        }
    }

    private static void explain(SimulationFailure failure) {
        throw Shrinker.shrink(failure).error();
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
            Simulation.Result result = Simulation.run(Scenario.of(seed).signedBy(real));
            assertThat(result.trace()).isNotEqualTo(Simulation.run(seed).trace());
        }
    }
}
