package io.p2pcredit;

/** What a person has found out about a settlement on a ledger that cannot tell. */
public enum Resolution {
    /** The money has moved. */
    PAID,
    /** The money has not moved, and will not. */
    UNPAID
}
