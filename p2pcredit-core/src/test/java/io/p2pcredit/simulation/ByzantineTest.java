package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.byzantine.Mallory;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs in which one participant means harm: what honest peers are promised holds all the same. For each of its tricks
 * there are some runs in which Mallory knows it; {@code -Dp2pcredit.seeds=} says how many. {@code -Dp2pcredit.seed=} repeats
 * one run, and shows its trace.
 */
class ByzantineTest {
    private static final long BASE = 31_000_000L;
    private static final int SEEDS = Integer.getInteger("p2pcredit.seeds", 3);
    private static final int TAMPERED = 10;

    @Test
    void isSurvivedByHonestPeers() {
        Long asked = Long.getLong("p2pcredit.seed");
        if (asked != null) {
            System.out.println(Simulation.watch(Scenario.of(asked), System.out::println));
            return;
        }
        System.out.println("seeds from " + BASE + " on");
        Counts counts = counts(LongStream.concat(
                Mallory.repertoire().stream().flatMapToLong(ByzantineTest::seedsOf),
                seeds().filter(Mallory::isTamperedWith).limit((long) TAMPERED * SEEDS)));
        System.out.println(counts);
        List<String> played = Mallory.repertoire().stream()
                .filter(trick -> counts.of("Mallory " + trick) > 0)
                .toList();
        assertThat(played).hasSizeGreaterThan(Mallory.repertoire().size() * 3 / 4);
        assertThat(List.of("drops", "repeats", "delays", "replays", "forges"))
                .allSatisfy(what -> assertThat(counts.of("tampering " + what)).isPositive());
    }

    @Test
    void repeatsARunExactly() {
        seeds().limit(3)
                .forEach(seed -> assertThat(Simulation.run(seed).trace())
                        .isEqualTo(Simulation.run(seed).trace()));
    }

    private static LongStream seedsOf(String trick) {
        return seeds().filter(seed -> Mallory.knows(seed, trick)).limit(SEEDS);
    }

    private static LongStream seeds() {
        return LongStream.iterate(BASE, seed -> seed + 1).filter(Mallory::takesPart);
    }

    private static Counts counts(LongStream seeds) {
        Counts counts = new Counts();
        long[] each = seeds.distinct().toArray();
        List<Simulation.Result> results = LongStream.of(each)
                .parallel() // each run has one thread and shares nothing with the others
                .mapToObj(Simulation::run)
                .toList();
        results.forEach(result -> counts.add(result.counts()));
        return counts;
    }
}
