package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;

/** How much one side lets the other owe it, in units: 0 (no more credit) to 2^53 - 1. */
@Immutable
public record CreditLimit(long units) {
    public static final CreditLimit NONE = new CreditLimit(0);

    /** What a trustline is opened with when nobody says otherwise. */
    public static final CreditLimit DEFAULT = new CreditLimit(100);

    public CreditLimit {
        checkArgument(isValid(units), "a credit limit is a whole number from 0 to %s: %s", Amount.MAX_UNITS, units);
    }

    public static CreditLimit of(long units) {
        return new CreditLimit(units);
    }

    public static boolean isValid(long units) {
        return units >= 0 && units <= Amount.MAX_UNITS;
    }

    @Override
    public String toString() {
        return Long.toString(units);
    }
}
