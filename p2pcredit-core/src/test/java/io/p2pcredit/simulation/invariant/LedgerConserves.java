package io.p2pcredit.simulation.invariant;

import java.util.function.LongSupplier;

/** I5: the money on the ledger is neither made nor destroyed. */
public final class LedgerConserves implements Invariant {
    private final LongSupplier given;
    private final LongSupplier sum;

    /**
     * Compares two sums.
     *
     * @param given what everybody began with
     * @param sum what everybody has
     */
    public LedgerConserves(LongSupplier given, LongSupplier sum) {
        this.given = given;
        this.sum = sum;
    }

    @Override
    public void afterEvent() {
        if (sum.getAsLong() != given.getAsLong()) {
            throw new Violation("I5 LedgerConserves", "there was " + given.getAsLong() + " and is " + sum.getAsLong());
        }
    }
}
