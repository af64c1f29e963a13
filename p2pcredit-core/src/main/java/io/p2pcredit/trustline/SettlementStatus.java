package io.p2pcredit.trustline;

/**
 * How far a settlement has come.
 *
 * <pre>
 * ANNOUNCED -> ANSWERED -> SUBMITTED -> CONFIRMED -> CREDITED
 *         \-> DECLINED             \-> CANCELLED (the ledger refused for good)
 *                                  \-> IN_DOUBT  (no answer; asked again under the same key until there is one)
 * </pre>
 */
public enum SettlementStatus {
    /** The debtor has said that it will pay. */
    ANNOUNCED,
    /** The creditor has said how much it accepts, and reserves that much. */
    ANSWERED,
    /**
     * The creditor accepts nothing. Final, unless the debtor has settled without waiting for the answer: then the
     * creditor may see it {@link #CREDITED} or {@link #CANCELLED} yet.
     */
    DECLINED,
    /** The transfer was handed to the ledger; its answer is awaited. */
    SUBMITTED,
    /** The ledger gave no answer; whether the money moved is unknown until it does. */
    IN_DOUBT,
    /** The ledger has moved the money. */
    CONFIRMED,
    /** The creditor has verified the transfer and reduced the debt. Final. */
    CREDITED,
    /** Withdrawn by the debtor: nothing was or will be transferred. Final. */
    CANCELLED;

    public boolean isFinal() {
        return this == DECLINED || this == CREDITED || this == CANCELLED;
    }
}
