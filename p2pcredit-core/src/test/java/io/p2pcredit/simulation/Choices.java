package io.p2pcredit.simulation;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import java.util.stream.LongStream;

/** The numbers that an owner asks for, with a liking for edges. Not thread-safe. */
final class Choices {
    private final Chance chance;
    private final long usual;

    /** @param usual the limit that is usual in this run */
    Choices(Chance chance, long usual) {
        this.chance = chance;
        this.usual = usual;
    }

    /** A single payment, or part of a debt, by one who may spend that much. */
    long amount(long most) {
        long amount = switch (chance.below(6)) {
            case 0 -> most;
            case 1 -> most + chance.below(2);
            case 2 -> chance.hits(0.2) ? pastTheLimit(most) : most / 2;
            case 3 -> 1;
            default -> chance.between(1, Math.max(1, Math.min(most, usual) / 4));
        };
        return Math.max(1, Math.min(amount, Amount.MAX_UNITS));
    }

    private long pastTheLimit(long most) {
        long rounds = chance.hits(0.1) ? 120 : 3;
        return chance.hits(0.2)
                ? chance.between(1, Amount.MAX_UNITS)
                : most + chance.between(1, Math.min(usual, Amount.MAX_UNITS / rounds) * rounds);
    }

    /** A batch, usually a small one. */
    Amounts batch() {
        long most = Math.max(1, usual / 10);
        int count = (int) chance.between(1, chance.hits(0.05) ? 1_000 : 8);
        return Amounts.of(
                LongStream.generate(() -> chance.between(1, most)).limit(count).toArray());
    }

    /** A new limit for the peer. */
    long limit(TrustlineView line) {
        long granted = line.granted().units();
        long limit = switch (chance.below(8)) {
            case 0 -> 0;
            case 6 -> 1;
            case 7 -> Habits.HIGHEST_LIMIT;
            case 1 -> granted / 2;
            case 2 -> 2 * granted;
            case 3 -> line.balance().owedToMe();
            case 4 -> granted;
            default -> chance.between(0, 2 * usual);
        };
        return Math.min(limit, Habits.HIGHEST_LIMIT);
    }
}
