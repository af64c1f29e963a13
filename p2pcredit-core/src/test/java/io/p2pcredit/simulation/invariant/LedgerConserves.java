package io.p2pcredit.simulation.invariant;

import java.util.function.LongSupplier;

/** I5: the money on the ledger is neither made nor destroyed. */
public final class LedgerConserves implements Invariant {
    private final LongSupplier sum;
    private final long atFirst;

    public LedgerConserves(LongSupplier sum) {
        this.sum = sum;
        this.atFirst = sum.getAsLong();
    }

    @Override
    public void afterEvent() {
        if (sum.getAsLong() != atFirst) {
            throw new Violation("I5 LedgerConserves", "there was " + atFirst + " and is " + sum.getAsLong());
        }
    }
}
