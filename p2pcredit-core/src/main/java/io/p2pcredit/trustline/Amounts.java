package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The amounts of one batch of payments, in order: 1 to 10,000 of them, each an {@link Amount}'s number of units. Kept
 * unboxed, since a batch is the way to pay very often.
 */
@Immutable
public final class Amounts {
    public static final int MAX_COUNT = 10_000;

    @SuppressWarnings("Immutable") // never handed out and never written after construction
    private final long[] units;

    private final long sum;

    private Amounts(long[] units) {
        checkArgument(
                units.length >= 1 && units.length <= MAX_COUNT,
                "a batch has 1 to %s amounts, not %s",
                MAX_COUNT,
                units.length);
        long total = 0;
        for (long unit : units) {
            checkArgument(Amount.isValid(unit), "an amount is a whole number from 1 to %s: %s", Amount.MAX_UNITS, unit);
            checkArgument(unit <= Long.MAX_VALUE - total, "the sum of a batch is at most 2^63 - 1");
            total += unit;
        }
        this.units = units;
        this.sum = total;
    }

    /** @throws IllegalArgumentException if there are none or too many, one of them is no {@link Amount}, or their sum
     *     exceeds 2^63 - 1 */
    public static Amounts of(long... units) {
        return new Amounts(units.clone());
    }

    public int count() {
        return units.length;
    }

    /** The units of the amount at the index, counted from 0. */
    public long at(int index) {
        return units[index];
    }

    /** The sum of all amounts, in units. It may exceed {@link Amount#MAX_UNITS}, never 2^63 - 1. */
    public long sum() {
        return sum;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Amounts amounts && Arrays.equals(units, amounts.units);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        return count() + " amounts, " + sum;
    }
}
