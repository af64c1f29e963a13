package io.p2pcredit.fakechain.internal.chain;

/** Something that became true. The state of a {@link Chain} is all its changes, applied in order. */
sealed interface Change {
    String candidate();

    /**
     * The account is as given here.
     *
     * @param origin the number of the ledger's first transfer, if this is its first account
     */
    record AccountWritten(String candidate, long origin, Account account) implements Change {}

    /** The ledger decided about a transfer; if it was executed, the funds have moved. */
    record TransferDecided(String candidate, Transfer transfer) implements Change {}

    /** The candidate's ledger is as if it had never been: its users, transfers and keys are gone. */
    record EverythingDeleted(String candidate) implements Change {}
}
