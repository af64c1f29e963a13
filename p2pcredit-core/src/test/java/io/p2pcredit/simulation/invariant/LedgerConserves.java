package io.p2pcredit.simulation.invariant;

import io.p2pcredit.spi.Ledger;
import java.util.function.LongSupplier;

/** I5: the money on the ledger is neither made nor destroyed. */
public final class LedgerConserves implements Invariant {
    private final LongSupplier given;
    private final LongSupplier sum;
    private boolean stirred = true;

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
    public void moved(Ledger.Recorded transfer) {
        stirred = true;
    }

    @Override
    public void afterEvent() {
        if (stirred) {
            stirred = false;
            atRest();
        }
    }

    @Override
    public void atRest() {
        if (sum.getAsLong() != given.getAsLong()) {
            throw new Violation("I5 LedgerConserves", "there was " + given.getAsLong() + " and is " + sum.getAsLong());
        }
    }
}
