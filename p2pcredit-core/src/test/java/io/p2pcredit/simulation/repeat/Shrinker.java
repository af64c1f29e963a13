package io.p2pcredit.simulation.repeat;

import io.p2pcredit.simulation.ActionId;
import io.p2pcredit.simulation.Deed;
import io.p2pcredit.simulation.Excerpt;
import io.p2pcredit.simulation.Fault;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.Simulation;
import io.p2pcredit.simulation.SimulationFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for a smaller run that violates the same invariant: leaves out faults, peers, then halves of the owners' actions,
 * quarters and so on down to single ones. It tries a bounded number of runs, and always the same ones. Not thread-safe.
 */
public final class Shrinker {
    private static final int USUAL_RUNS = 300;

    private final String invariant;
    private final int mostRuns;
    private SimulationFailure smallest;
    private int runs;

    private Shrinker(SimulationFailure failure, int mostRuns) {
        this.invariant = failure.invariant();
        this.mostRuns = mostRuns;
        this.smallest = failure;
    }

    /**
     * What came of it.
     *
     * @param original the failure of the whole run
     * @param smallest the failure of the smallest run that was found, which may be the same
     * @param runs how many runs were tried
     */
    public record Shrunk(SimulationFailure original, SimulationFailure smallest, int runs) {
        /** A report of the smallest run, to be thrown. */
        public AssertionError error() {
            return new AssertionError(Report.of(this), smallest.getCause());
        }
    }

    /** Shrinks the run that has failed with as many tries as are usually enough. */
    public static Shrunk shrink(SimulationFailure failure) {
        return shrink(failure, USUAL_RUNS);
    }

    /** Shrinks the run that has failed. */
    public static Shrunk shrink(SimulationFailure failure, int mostRuns) {
        Shrinker shrinker = new Shrinker(failure, mostRuns);
        shrinker.leaveOutFaults();
        shrinker.leaveOutPeers();
        shrinker.leaveOutActions();
        shrinker.leaveOutFaults();
        return new Shrunk(failure, shrinker.smallest, shrinker.runs);
    }

    private void leaveOutFaults() {
        Set<Fault> left = EnumSet.allOf(Fault.class);
        left.removeAll(excerpt().without());
        if (!left.isEmpty() && !fails(excerpt().without(left))) {
            left.forEach(fault -> fails(excerpt().without(Set.of(fault))));
        }
    }

    private void leaveOutPeers() {
        boolean less;
        do {
            less = smallest.scenario().withOnePeerLess().stream().anyMatch(this::fails);
        } while (less);
    }

    private void leaveOutActions() {
        fails(excerpt().only(done()));
        int size = done().size();
        boolean less = true;
        while (size > 1 || (size == 1 && less)) {
            size = (size + 1) / 2;
            less = leaveOutChunks(size);
        }
    }

    /** Leaves out each so many actions that it can do without, the last ones first; whether there were any. */
    private boolean leaveOutChunks(int size) {
        boolean less = false;
        int end = done().size();
        while (end > 0) {
            List<ActionId> rest = done();
            rest.subList(Math.max(0, end - size), end).clear();
            less |= fails(excerpt().only(rest));
            end = Math.min(end - size, done().size());
        }
        return less;
    }

    /** Tries a run; one that violates the same invariant is the smallest from now on. */
    private boolean fails(Excerpt candidate) {
        if (runs >= mostRuns) {
            return false;
        }
        runs++;
        Scenario scenario = smallest.scenario().with(candidate);
        try {
            Simulation.run(scenario);
            return false;
        } catch (SimulationFailure failure) {
            if (!failure.invariant().equals(invariant)) {
                return false;
            }
            smallest = failure;
            return true;
        }
    }

    private Excerpt excerpt() {
        return smallest.scenario().excerpt();
    }

    /** The actions of the smallest run of which something came. */
    private List<ActionId> done() {
        List<ActionId> ids = new ArrayList<>();
        smallest.evidence().deeds().stream().map(Deed::id).forEach(ids::add);
        return ids;
    }
}
