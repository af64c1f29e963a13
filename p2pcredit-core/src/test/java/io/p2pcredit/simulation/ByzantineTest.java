package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.byzantine.Mallory;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs in which one participant means harm: what honest peers are promised holds all the same. As in {@link
 * SimulationTest}, a number of runs or one seed can be asked for.
 */
class ByzantineTest {
    private static final long BASE = 31_000_000L;
    private static final int SEEDS = Integer.getInteger("p2pcredit.seeds", 400);

    @Test
    void isSurvivedByHonestPeers() {
        Long asked = Long.getLong("p2pcredit.seed");
        if (asked != null) {
            System.out.println(Simulation.watch(Scenario.of(asked), System.out::println));
            return;
        }
        List<Simulation.Result> results = LongStream.iterate(BASE, seed -> seed + 1)
                .filter(Mallory::takesPart)
                .limit(SEEDS)
                .parallel()
                .mapToObj(Simulation::run)
                .toList();
        Counts counts = new Counts();
        results.forEach(result -> counts.add(result.counts()));
        System.out.println(counts);
        assertThat(counts.of("Mallory PROPER")).isPositive();
    }
}
