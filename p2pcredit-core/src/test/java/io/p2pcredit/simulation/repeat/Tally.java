package io.p2pcredit.simulation.repeat;

import io.p2pcredit.simulation.Counts;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.Simulation;
import io.p2pcredit.simulation.SimulationFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs scenarios, and adds up what they come to. Thread-safe. */
public final class Tally {
    private final Counts counts = new Counts();
    private final List<SimulationFailure> failures = new ArrayList<>();
    private long histories;
    private long events;

    /** Runs the scenario, on this thread. Returns what went wrong, if anything did. */
    public Optional<SimulationFailure> run(Scenario scenario) {
        try {
            add(Simulation.run(scenario));
            return Optional.empty();
        } catch (SimulationFailure failure) {
            add(failure);
            return Optional.of(failure);
        }
    }

    /** Everything that the successful runs have counted. */
    public synchronized Counts counts() {
        Counts copy = new Counts();
        copy.add(counts);
        return copy;
    }

    /** How many runs are over. */
    public synchronized long histories() {
        return histories;
    }

    /** How many events the successful ones had. */
    public synchronized long events() {
        return events;
    }

    /** Of the failures so far the one with the lowest seed, if there is any. */
    public synchronized Optional<SimulationFailure> failure() {
        return failures.stream()
                .min(Comparator.comparingLong(failure -> failure.scenario().seed()));
    }

    /** The seeds of all failures so far, in the order in which they came. */
    public synchronized List<Long> failedSeeds() {
        return failures.stream().map(failure -> failure.scenario().seed()).toList();
    }

    private synchronized void add(Simulation.Result result) {
        histories++;
        events += result.events();
        counts.add(result.counts());
    }

    private synchronized void add(SimulationFailure failure) {
        histories++;
        failures.add(failure);
    }
}
