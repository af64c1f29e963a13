package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.ActionId;
import io.p2pcredit.simulation.Deed;
import io.p2pcredit.simulation.Excerpt;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.Simulation;
import io.p2pcredit.simulation.SimulationFailure;
import io.p2pcredit.simulation.repeat.Shrinker.Shrunk;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** With a planted bug: a ledger that pays twice. */
class ShrinkerTest {
    private static final long BASE = 7_000;
    private static final int MOST_RUNS = 300;

    @Test
    void shrinksHundredsOfActionsToAHandful() {
        Shrunk shrunk = Shrinker.shrink(failureAfter(100), MOST_RUNS);
        assertThat(deeds(shrunk.original())).isGreaterThan(100);
        assertThat(deeds(shrunk.smallest())).isBetween(1, 5);
        assertThat(shrunk.smallest().invariant())
                .isEqualTo(shrunk.original().invariant())
                .isEqualTo("I4 SettlementsAreAgreed");
        assertThat(shrunk.runs()).isLessThan(MOST_RUNS);
    }

    @Test
    void endsWithARunThatRepeatsItself() {
        SimulationFailure smallest =
                Shrinker.shrink(failureAfter(100), MOST_RUNS).smallest();
        SimulationFailure again = failure(smallest.scenario()).orElseThrow();
        assertThat(texts(again)).isEqualTo(texts(smallest));
        assertThat(again.evidence().newest()).isEqualTo(smallest.evidence().newest());
    }

    @Test
    void neverLeavesOutWhatTheFailureNeeds() {
        Scenario smallest =
                Shrinker.shrink(failureAfter(100), MOST_RUNS).smallest().scenario();
        List<ActionId> only = List.copyOf(smallest.excerpt().only().orElseThrow());
        assertThat(only).allSatisfy(one -> {
            Excerpt less = smallest.excerpt()
                    .only(only.stream().filter(id -> !id.equals(one)).toList());
            assertThat(failure(smallest.with(less)).map(SimulationFailure::invariant))
                    .isNotEqualTo(Optional.of("I4 SettlementsAreAgreed"));
        });
    }

    @Test
    void doesTheSameEveryTime() {
        SimulationFailure failure = failureAfter(50);
        assertThat(Shrinker.shrink(failure, MOST_RUNS).smallest().scenario().excerpt())
                .isEqualTo(Shrinker.shrink(failure, MOST_RUNS)
                        .smallest()
                        .scenario()
                        .excerpt());
    }

    @Test
    void stopsAfterSoManyRuns() {
        SimulationFailure failure = failureAfter(50);
        Shrunk shrunk = Shrinker.shrink(failure, 3);
        assertThat(shrunk.runs()).isEqualTo(3);
        assertThat(Shrinker.shrink(failure, 0)).isEqualTo(new Shrunk(failure, failure, 0));
    }

    /** The first run that fails after more than so many actions. */
    static SimulationFailure failureAfter(int actions) {
        return LongStream.range(BASE, BASE + 1_000)
                .mapToObj(seed -> failure(Scenario.of(seed).among(new GenerousLedgers())))
                .flatMap(Optional::stream)
                .filter(failure -> deeds(failure) > actions)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<SimulationFailure> failure(Scenario scenario) {
        try {
            Simulation.run(scenario);
            return Optional.empty();
        } catch (SimulationFailure failure) {
            return Optional.of(failure);
        }
    }

    private static int deeds(SimulationFailure failure) {
        return failure.evidence().deeds().size();
    }

    private static List<String> texts(SimulationFailure failure) {
        return failure.evidence().deeds().stream().map(Deed::toString).toList();
    }
}
