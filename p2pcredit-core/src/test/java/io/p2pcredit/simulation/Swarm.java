package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.LedgerNature;
import io.p2pcredit.simulation.world.LedgerWhims;
import io.p2pcredit.simulation.world.NetworkFaults;
import io.p2pcredit.trustline.PeerId;

/**
 * What a run is like: who takes part, what they do, which faults occur and how often. Most runs have only some of the
 * faults, because faults hide each other.
 *
 * @param nature what the ledger can do
 * @param whims what the ledger does that no ledger should
 * @param plagues what befalls the whole world
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
        LedgerWhims whims,
        Plagues plagues,
        double directorySilence,
        long duration,
        double comparisons,
        boolean calmStart) {
    private static final long START = SECOND;
    private static final long LONGEST_SILENCE = 65 * SECOND;
    private static final long LONGEST_STANDSTILL = 200 * SECOND;

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
                excerpt.has(Fault.LEDGER) ? whims : LedgerWhims.none(),
                excerpt.has(Fault.CALAMITIES) ? plagues : Plagues.none(),
                excerpt.has(Fault.DIRECTORY) ? directorySilence : 0,
                duration,
                comparisons,
                calmStart);
    }

    /** How long it may take, in nanoseconds, until something has its effect on a line. */
    long longestEffect() {
        long ledger = whims.hangs() > 0 ? LONGEST_SILENCE : 0;
        long process = plagues.standstills() > 0 ? LONGEST_STANDSTILL : 0;
        return 5 * SECOND + ledger + process;
    }

    /** The same on a ledger that is always true, and always the same. */
    Swarm onATrueLedger() {
        return new Swarm(
                topology,
                habits,
                processes,
                network,
                ledger,
                nature,
                LedgerWhims.none(),
                plagues.withoutResets(),
                directorySilence,
                duration,
                comparisons,
                calmStart);
    }

    static Swarm of(Chance chance) {
        Habits habits = Habits.of(chance);
        LedgerNature nature = LedgerNature.of(chance);
        Topology topology = Topology.of(chance);
        PeerId victim = topology.peers().get(chance.below(topology.peers().size()));
        return new Swarm(
                topology,
                habits,
                ProcessFaults.of(chance),
                NetworkFaults.of(chance),
                LedgerFaults.of(chance),
                nature,
                LedgerWhims.of(chance, nature, victim),
                Plagues.of(chance, nature),
                chance.sometimes(0.3),
                START + chance.between(10, 100) * habits.pause() / 2,
                chance.hits(0.1) ? 1 : 0.01,
                chance.hits(0.8));
    }
}
