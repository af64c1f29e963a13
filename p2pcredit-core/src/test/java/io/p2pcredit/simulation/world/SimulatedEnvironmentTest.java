package io.p2pcredit.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.trustline.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedEnvironmentTest {
    private final EventQueue events = new EventQueue(new Trace(10));
    private final Life life = new Life(PeerId.of("Alice"), 1);
    private final NodeEnvironment environment =
            new SimulatedEnvironment(life, events, Chance.of(1, "environment"), 0.1, () -> Instant.EPOCH);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void runsTheOwnersTasksInOrder() {
        IntStream.range(0, 100).forEach(i -> environment.owner().execute(() -> done.add(i)));
        runAll();
        assertThat(done).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void runsCallbacksInOrder() {
        IntStream.range(0, 100).forEach(i -> environment.callbacks().execute(() -> done.add(i)));
        runAll();
        assertThat(done).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void runsWorkersTasksInAnyOrder() {
        IntStream.range(0, 100).forEach(i -> environment.workers().execute(() -> done.add(i)));
        runAll();
        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList())
                .isNotEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void runsNothingInsideExecute() {
        environment.owner().execute(() -> done.add(1));
        environment.workers().execute(() -> done.add(2));
        environment.callbacks().execute(() -> done.add(3));
        assertThat(done).isEmpty();
    }

    @Test
    void runsATimerNotBeforeItsTime() {
        long start = environment.nanoTime();
        environment.schedule(Duration.ofSeconds(30), () -> done.add(1));
        runAll();
        assertThat(done).containsExactly(1);
        assertThat(environment.nanoTime() - start).isBetween(30_000_000_000L, 30_001_000_000L);
    }

    @Test
    void runsNoCancelledTimer() {
        environment.schedule(Duration.ofSeconds(1), () -> done.add(1)).cancel();
        runAll();
        assertThat(done).isEmpty();
    }

    @Test
    void runsNothingOfALifeThatIsOver() {
        environment.owner().execute(() -> done.add(1));
        environment.workers().execute(() -> done.add(2));
        environment.callbacks().execute(() -> done.add(3));
        environment.schedule(Duration.ofSeconds(1), () -> done.add(4));
        life.end();
        runAll();
        assertThat(done).isEmpty();
    }

    @Test
    void forgetsWhatADyingTaskThrows() {
        environment.owner().execute(() -> {
            throw life.crash("here");
        });
        runAll();
        assertThat(life.isAlive()).isFalse();
    }

    private void runAll() {
        while (events.runNext()) {
            assertThat(events.now()).isNotNegative();
        }
    }
}
