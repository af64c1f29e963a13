package io.p2pcredit.fakechain.internal.chain;

/** Something that became true. The state of a {@link Chain} is all its changes, applied in order. */
public sealed interface Change {
    String candidate();

    /** The candidate has a ledger, with nothing in it: its first transfer has that number, which no other ledger uses. */
    record LedgerBegun(String candidate, long origin) implements Change {}

    /** The account is new: its balance is what it starts with. */
    record AccountOpened(String candidate, Account account) implements Change {}

    /** The account's owner is elsewhere, or signs with another key. Nothing else about it has changed. */
    record AccountMoved(String candidate, Account account) implements Change {}

    /** The ledger decided about a transfer; if it was executed, the funds have moved. */
    record TransferDecided(String candidate, Transfer transfer) implements Change {}

    /**
     * The candidate's ledger is as if it had never been: its users, transfers and keys are gone.
     *
     * @param newestNumber the highest that any transfer of any candidate has had, or the deleted ledger's origin: none may have it again
     */
    record EverythingDeleted(String candidate, long newestNumber) implements Change {}
}
