package io.p2pcredit.fakechain.internal.chain;

/**
 * Why the ledger did not do what it was asked for. A refused order changes no balance. The names are written to disks, and
 * over /v2.
 */
public enum Refusal {
    /** The sender has no account: nobody's key could be checked, so the transfer's key stays unused. */
    UNKNOWN_SENDER("the sender is unknown"),
    /** The private key is not the account's: the order is not the sender's, and the transfer's key stays unused. */
    WRONG_PRIVATE_KEY("the private key is wrong"),
    /** The name belongs to somebody with another private key. Register under another name. */
    NAME_TAKEN("the name is taken by somebody with another private key"),
    /** The server holds as many accounts as it may. */
    TOO_MANY_USERS("the server holds no more users"),
    /** The server holds as many transfers as it may. Nothing was decided, and the transfer's key stays unused. */
    TOO_MANY_TRANSFERS("the server holds no more transfers"),
    UNKNOWN_RECEIVER("the receiver is unknown"),
    SAME_ACCOUNT("sender and receiver are the same"),
    /** More than the ledger can represent. */
    AMOUNT_TOO_LARGE("the amount is larger than " + Units.MAX),
    INSUFFICIENT_FUNDS("the sender's funds are insufficient"),
    /** The receiver's balance would exceed what the ledger can represent. */
    BALANCE_TOO_LARGE("the receiver's balance would be larger than " + Units.MAX);

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** What to tell the user. */
    public String text() {
        return text;
    }
}
