package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Amount;

/**
 * What owners ask of their nodes, and how often.
 *
 * @param pause the longest time between two requests of one owner, in nanoseconds
 * @param limit what the peers let each other owe at first, and about what they pay
 * @param funds what each peer has on the ledger
 * @param settles how often a request is a settlement
 * @param changesLimit how often a request changes a limit
 * @param leaves how often a request is to settle what is owed and to end the process in good order
 * @param settlesAbove the debt above which a node settles by itself
 * @param asks whether proposals wait for an answer of the application
 */
record Habits(
        long pause,
        long limit,
        long funds,
        double settles,
        double changesLimit,
        double leaves,
        long settlesAbove,
        boolean asks) {
    /** Leaves room for one more payment on top of any debt. */
    static final long HIGHEST_LIMIT = Amount.MAX_UNITS / 2;

    static Habits of(Chance chance) {
        long limit = chance.oneOf(1L, 10L, 100L, 1_000_000L, HIGHEST_LIMIT);
        return new Habits(
                chance.oneOf(20, 200, 1_000) * MILLISECOND,
                limit,
                chance.oneOf(0L, 50L, 1_000L, 1L << 60),
                chance.sometimes(0.3),
                chance.sometimes(0.3),
                chance.sometimes(0.05),
                chance.hits(0.7) ? Long.MAX_VALUE : chance.between(0, limit),
                chance.hits(0.3));
    }

    AdmissionPolicy admission() {
        return asks ? AdmissionPolicy.ask() : AdmissionPolicy.upTo(limit);
    }

    SettlementPolicy settlement() {
        return settlesAbove == Long.MAX_VALUE ? SettlementPolicy.manual() : SettlementPolicy.above(settlesAbove);
    }
}
