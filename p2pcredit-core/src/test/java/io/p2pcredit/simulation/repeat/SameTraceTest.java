package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * I21: a seed gives the same trace in every process, on every JDK. The traces stand in a file, which {@code -Dtest=SameTraceTest
 * -Dp2pcredit.renew=true} writes anew. That is right after any change of the simulator or of what nodes do, and wrong if
 * only the JDK or the machine is another one.
 */
class SameTraceTest {
    private static final Path FILE = Path.of("src", "test", "resources", "io", "p2pcredit", "simulation", "traces.txt");
    private static final long BASE = 20_261_122_000_000L;
    private static final int SEEDS = 24;

    @Test
    void isTheSameOnEveryMachine() throws IOException {
        List<String> traces = Stream.concat(
                        LongStream.range(BASE, BASE + SEEDS).mapToObj(Scenario::of),
                        Stream.of(Scenario.of(BASE).signedBy(Security.getProvider("SunEC"))))
                .map(SameTraceTest::trace)
                .toList();
        if (Boolean.getBoolean("p2pcredit.renew")) {
            Files.write(FILE, traces);
        }
        assertThat(traces)
                .as("If the simulator or the nodes were changed: -Dp2pcredit.renew=true")
                .isEqualTo(Files.readAllLines(FILE));
    }

    private static String trace(Scenario scenario) {
        Simulation.Result result = Simulation.run(scenario);
        return scenario.seed() + " " + scenario.signatures().getName() + " " + result.events() + " " + result.trace();
    }
}
