package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.simulation.Excerpt;
import io.p2pcredit.simulation.Simulation;
import io.p2pcredit.simulation.SimulationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runs that are kept go well, and what keeps them can be read. */
class KeptSeedTest {
    @TempDir
    Path folder;

    @Test
    void allGoWell() {
        List<KeptSeed> kept = KeptSeed.in(KeptSeed.FOLDER);
        AtomicInteger changed = new AtomicInteger();
        kept.forEach(seed -> {
            long trace = run(seed);
            if (trace != seed.trace()) {
                changed.incrementAndGet();
                System.out.println(seed.name() + " tells another history than when it was kept: its trace is " + trace);
            }
        });
        System.out.println(kept.size() + " seeds kept, of which " + changed + " have changed their meaning");
        assertThat(kept).isNotEmpty();
    }

    @Test
    void sayWhatIsRunAndWhy() throws IOException {
        write("b", "why = It found something.\nseed = 17\nexcerpt = -LEDGER,Alice.3\ntrace = -5\n");
        write("a", "why = It found more.\nseed = 18\ntrace = 6\n");
        Files.writeString(folder.resolve("README.md"), "no seed");
        assertThat(KeptSeed.in(folder))
                .containsExactly(
                        new KeptSeed("a", "It found more.", 18, Excerpt.EVERYTHING, 6),
                        new KeptSeed("b", "It found something.", 17, Excerpt.parse("-LEDGER,Alice.3"), -5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed = 1\ntrace = 2",
                "why =\nseed = 1\ntrace = 2",
                "why = x\ntrace = 2",
                "why = x\nseed = 1",
                "why = x\nseed = one\ntrace = 2",
                "why = x\nseed = 1\ntrace = 2\nexerpt = *",
                "why = x\nseed = 1\ntrace = 2\nexcerpt = Alice"
            })
    void areRefusedUnlessTheySayEverything(String content) throws IOException {
        write("bad", content);
        assertThatThrownBy(() -> KeptSeed.in(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long run(KeptSeed seed) {
        try {
            return Simulation.run(seed.scenario()).trace();
        } catch (SimulationFailure failure) {
            throw Shrinker.shrink(failure).error();
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name + ".properties"), content);
    }
}
