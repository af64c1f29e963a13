package io.p2pcredit.simulation;

import static io.p2pcredit.simulation.world.EventQueue.MILLISECOND;

import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.trustline.Amount;
import java.util.OptionalLong;

/**
 * What owners ask of their nodes, and how often.
 *
 * @param pause the longest time between two requests of one owner, in nanoseconds
 * @param bursts how often a request is followed by another one at once
 * @param limit what the peers let each other owe at first, and about what they pay
 * @param funds what each peer has on the ledger
 * @param settles how often a request is a settlement
 * @param changesLimit how often a request changes a limit
 * @param choosesIds how often a payment is made under an id of the owner's own
 * @param asksAgain how often a request is to pay once more under such an id
 * @param cancels how often a request is to take a payment back
 * @param unannounced how often a settlement with a peer who is away is made without its answer
 * @param leaves how often a request is to settle what is owed and to end the process in good order
 * @param settlement when nodes settle by themselves
 * @param asks whether proposals wait for an answer of the application
 */
record Habits(
        long pause,
        double bursts,
        long limit,
        long funds,
        double settles,
        double changesLimit,
        double choosesIds,
        double asksAgain,
        double cancels,
        double unannounced,
        double leaves,
        SettlementPolicy settlement,
        boolean asks) {
    /** Leaves room for one more payment on top of any debt. */
    static final long HIGHEST_LIMIT = Amount.MAX_UNITS / 2;

    static Habits of(Chance chance) {
        long limit = chance.oneOf(1L, 10L, 100L, 1_000_000L, HIGHEST_LIMIT);
        return new Habits(
                chance.oneOf(20, 200, 1_000) * MILLISECOND,
                chance.sometimes(0.7),
                limit,
                chance.oneOf(0L, 3 * limit, 1L << 60, 1L << 60, 1L << 60),
                chance.sometimes(0.3),
                chance.sometimes(0.3),
                chance.sometimes(1),
                chance.sometimes(0.2),
                chance.sometimes(0.2),
                chance.sometimes(0.5),
                chance.sometimes(0.05),
                settlement(chance, limit),
                chance.hits(0.3));
    }

    AdmissionPolicy admission() {
        return asks ? AdmissionPolicy.ask() : AdmissionPolicy.upTo(limit);
    }

    private static SettlementPolicy settlement(Chance chance, long limit) {
        SettlementPolicy policy = switch (chance.below(3)) {
            case 0 -> SettlementPolicy.manual();
            case 1 -> SettlementPolicy.atTheLimit();
            default -> SettlementPolicy.above(chance.between(0, limit));
        };
        return chance.hits(0.3) ? new ByBalance(policy) : policy;
    }

    /** The same, and credits what the balance shows on a ledger that shows no more. */
    private record ByBalance(SettlementPolicy policy) implements SettlementPolicy {
        @Override
        public OptionalLong amountToSettle(Debt debt) {
            return policy.amountToSettle(debt);
        }

        @Override
        public boolean settlesAtTheLimit() {
            return policy.settlesAtTheLimit();
        }

        @Override
        public boolean creditsByBalance() {
            return true;
        }
    }
}
