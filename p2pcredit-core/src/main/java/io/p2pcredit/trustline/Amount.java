package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;

/** A quantity of credit: a positive whole number of the asset's smallest unit, at most 2^53 - 1. */
@Immutable
public record Amount(long units) {
    public static final long MAX_UNITS = (1L << 53) - 1;

    public Amount {
        checkArgument(isValid(units), "an amount is a whole number from 1 to %s: %s", MAX_UNITS, units);
    }

    public static Amount of(long units) {
        return new Amount(units);
    }

    public static boolean isValid(long units) {
        return units >= 1 && units <= MAX_UNITS;
    }

    @Override
    public String toString() {
        return Long.toString(units);
    }
}
