package io.p2pcredit;

import static java.util.Objects.requireNonNull;

import io.p2pcredit.trustline.Amount;
import java.util.Optional;

/**
 * How much of a debt to settle, and how.
 *
 * @param amount empty for everything that is owed
 * @param unannounced whether to settle with a creditor who is away, without its answer
 */
public record SettleOrder(Optional<Amount> amount, boolean unannounced) {
    public SettleOrder {
        requireNonNull(amount, "amount");
    }

    public static SettleOrder everything() {
        return new SettleOrder(Optional.empty(), false);
    }

    /** @throws IllegalArgumentException unless the amount is a whole number from 1 to {@link Amount#MAX_UNITS} */
    public static SettleOrder of(long amount) {
        return new SettleOrder(Optional.of(Amount.of(amount)), false);
    }

    /**
     * The same towards a creditor who is away: the money moves now, and the creditor credits it when it is back. If the
     * creditor has paid meanwhile, this node will have settled more than it owes, and is owed the difference. Only one
     * at a time, and only on a line that both have been in step on since the node's start.
     */
    public SettleOrder unannouncedToo() {
        return new SettleOrder(amount, true);
    }
}
