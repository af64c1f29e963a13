package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.LedgerNature;
import io.p2pcredit.simulation.world.NetworkFaults;

/**
 * What a run is like: who takes part, what they do, which faults occur and how often. Most runs have only some of the
 * faults, because faults hide each other.
 *
 * @param nature what the ledger can do
 * @param directorySilence how often the directory does not answer
 * @param duration how long the peers work and things fail, in nanoseconds
 * @param comparisons how often a node is compared with one that is rebuilt from its journal, when that has grown
 * @param calmStart whether the lines are opened before anything fails
 */
record Swarm(
        Topology topology,
        Habits habits,
        ProcessFaults processes,
        NetworkFaults network,
        LedgerFaults ledger,
        LedgerNature nature,
        double directorySilence,
        long duration,
        double comparisons,
        boolean calmStart) {
    private static final long START = SECOND;

    /** The same as far as the excerpt goes. */
    Swarm within(Excerpt excerpt) {
        return new Swarm(
                topology.without(excerpt.withoutPeers())
                        .orElseThrow(() -> new IllegalArgumentException("somebody would have no line: " + excerpt)),
                habits,
                processes.within(excerpt),
                excerpt.has(Fault.NETWORK) ? network : NetworkFaults.none(),
                excerpt.has(Fault.LEDGER) ? ledger : LedgerFaults.none(),
                nature,
                excerpt.has(Fault.DIRECTORY) ? directorySilence : 0,
                duration,
                comparisons,
                calmStart);
    }

    static Swarm of(Chance chance) {
        Habits habits = Habits.of(chance);
        return new Swarm(
                Topology.of(chance),
                habits,
                ProcessFaults.of(chance),
                NetworkFaults.of(chance),
                LedgerFaults.of(chance),
                LedgerNature.of(chance),
                chance.sometimes(0.3),
                START + chance.between(10, 100) * habits.pause() / 2,
                chance.hits(0.1) ? 1 : 0.02,
                chance.hits(0.8));
    }
}
