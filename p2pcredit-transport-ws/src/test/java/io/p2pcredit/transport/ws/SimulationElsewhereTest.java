package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.Simulation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core's simulator needs nothing of the core but what is exported: it runs here, out of the core's test-jar. */
class SimulationElsewhereTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void runsOutsideTheCore(long seed) {
        assertThat(Simulation.run(seed).events()).isPositive();
    }
}
