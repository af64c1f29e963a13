package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;
import static io.p2pcredit.simulation.world.EventQueue.SECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.simulation.world.LedgerFaults;
import io.p2pcredit.simulation.world.NetworkFaults;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.Amount;

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
 * @param leaves how often a request is to settle what is owed and to end the process in good order
 * @param settlesAbove the debt above which a node settles by itself
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
        double leaves,
        long settlesAbove,
        boolean asks,
        boolean calmStart) {
    /** Leaves room for one more payment on top of any debt. */
    static final long HIGHEST_LIMIT = Amount.MAX_UNITS / 2;

    private static final long START = SECOND;

    static Swarm of(Chance chance) {
        long pause = chance.oneOf(20, 200, 1_000) * MILLISECOND;
        long limit = chance.oneOf(1L, 10L, 100L, 1_000_000L, HIGHEST_LIMIT);
        return new Swarm(
                network(chance),
                ledger(chance),
                START + chance.between(10, 100) * pause / 2,
                pause,
                limit,
                chance.oneOf(0L, 50L, 1_000L, 1L << 60),
                sometimes(chance, 0.15),
                sometimes(chance, 0.5),
                sometimes(chance, 0.1),
                sometimes(chance, 0.3),
                sometimes(chance, 0.3),
                sometimes(chance, 0.3),
                sometimes(chance, 0.05),
                chance.hits(0.7) ? Long.MAX_VALUE : chance.between(0, limit),
                chance.hits(0.3),
                chance.hits(0.8));
    }

    AdmissionPolicy admission() {
        return asks ? AdmissionPolicy.ask() : AdmissionPolicy.upTo(limit);
    }

    private static NetworkFaults network(Chance chance) {
        return new NetworkFaults(
                sometimes(chance, 0.5),
                sometimes(chance, 0.1),
                sometimes(chance, 0.03),
                rarely(chance, 0.2),
                rarely(chance, 0.1),
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

    /** 0 in most runs, else anything up to the most. */
    private static double rarely(Chance chance, double most) {
        return chance.hits(0.6) ? 0 : sometimes(chance, most);
    }

    /** 0 in half of all runs, else anything up to the most. */
    private static double sometimes(Chance chance, double most) {
        return chance.hits(0.5) ? 0 : most * chance.between(1, 1_000) / 1_000.0;
    }
}
