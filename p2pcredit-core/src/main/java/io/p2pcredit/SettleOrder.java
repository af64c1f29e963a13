package io.p2pcredit;

import static java.util.Objects.requireNonNull;

import io.p2pcredit.trustline.Amount;
import java.util.Optional;

/**
 * How much of a debt to settle.
 *
 * @param amount empty for everything that is owed
 */
public record SettleOrder(Optional<Amount> amount) {
    public SettleOrder {
        requireNonNull(amount, "amount");
    }

    public static SettleOrder everything() {
        return new SettleOrder(Optional.empty());
    }

    /** @throws IllegalArgumentException unless the amount is a whole number from 1 to {@link Amount#MAX_UNITS} */
    public static SettleOrder of(long amount) {
        return new SettleOrder(Optional.of(Amount.of(amount)));
    }
}
