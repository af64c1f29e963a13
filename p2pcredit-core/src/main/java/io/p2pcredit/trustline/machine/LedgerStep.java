package io.p2pcredit.trustline.machine;

/** How far the debtor's transfer on the ledger has come. Known to the debtor alone. */
public enum LedgerStep {
    /** Nothing was handed to the ledger. */
    NONE(0),
    /** Handed over, or about to be: durable before the first attempt. */
    SUBMITTED(1),
    /** An attempt had no answer: the same key is handed over again until there is one. */
    IN_DOUBT(2),
    /** The ledger has moved the money. */
    CONFIRMED(3),
    /** The ledger has refused for good. */
    REFUSED(4);

    private final int number;

    LedgerStep(int number) {
        this.number = number;
    }

    /** The number of this step in stored records. */
    public int number() {
        return number;
    }

    /** Whether an answer of the ledger is awaited. */
    public boolean isAwaiting() {
        return this == SUBMITTED || this == IN_DOUBT;
    }
}
