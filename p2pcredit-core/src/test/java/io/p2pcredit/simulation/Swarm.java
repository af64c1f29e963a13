package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;
import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.NetworkFaults;

/**
 * What a run is like: which faults occur in it and how often, and what the peers do. Most runs have only some of the
 * faults, because faults hide each other.
 *
 * @param duration how long the peers work and things fail, in nanoseconds
 * @param pause the longest time between two requests of one peer
 * @param limit what the peers let each other owe at first, and about what they pay
 * @param funds what each peer has on the ledger
 * @param crashes how often a request is replaced by a crash
 * @param historyLoss how often a crash costs the history
 * @param stalls how often a worker takes long
 * @param directorySilence how often the directory does not answer
 * @param settles how often a request is a settlement
 * @param changesLimit how often a request changes a limit
 * @param asks whether proposals wait for an answer of the application
 * @param calmStart whether the line is opened before anything fails
 */
record Swarm(
        NetworkFaults network,
        LedgerFaults ledger,
        long duration,
        long pause,
        long limit,
        long funds,
        double crashes,
        double historyLoss,
        double stalls,
        double directorySilence,
        double settles,
        double changesLimit,
        boolean asks,
        boolean calmStart) {
    private static final long START = SECOND;

    static Swarm of(Chance chance) {
        long pause = chance.oneOf(20, 200, 1_000) * MILLISECOND;
        return new Swarm(
                network(chance),
                ledger(chance),
                START + chance.between(10, 100) * pause / 2,
                pause,
                chance.oneOf(1L, 10L, 100L, 1_000_000L),
                chance.oneOf(0L, 50L, 1_000L, 1_000_000_000L),
                sometimes(chance, 0.15),
                sometimes(chance, 0.5),
                sometimes(chance, 0.1),
                sometimes(chance, 0.3),
                sometimes(chance, 0.3),
                sometimes(chance, 0.3),
                chance.hits(0.3),
                chance.hits(0.8));
    }

    private static NetworkFaults network(Chance chance) {
        return new NetworkFaults(
                sometimes(chance, 0.5),
                sometimes(chance, 0.1),
                sometimes(chance, 0.03),
                sometimes(chance, 0.1),
                chance.oneOf(1, 20, 300, 2_000) * MILLISECOND,
                chance.oneOf(1, 4, 1_000));
    }

    private static LedgerFaults ledger(Chance chance) {
        return new LedgerFaults(
                sometimes(chance, 0.5),
                sometimes(chance, 0.5),
                sometimes(chance, 0.5),
                sometimes(chance, 0.5),
                chance.oneOf(1, 100, 5_000) * MILLISECOND);
    }

    /** 0 in half of all runs, else anything up to the most. */
    private static double sometimes(Chance chance, double most) {
        return chance.hits(0.5) ? 0 : most * chance.between(1, 1_000) / 1_000.0;
    }
}
