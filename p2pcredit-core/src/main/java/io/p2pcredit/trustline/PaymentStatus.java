package io.p2pcredit.trustline;

/**
 * How far a payment has come.
 *
 * <pre>
 * QUEUED -> SENT -> ACKNOWLEDGED
 *      |       |-> PARTIAL
 *      |       \-> IN_DOUBT
 *      |-> REFUSED
 *      \-> CANCELLED
 * </pre>
 */
public enum PaymentStatus {
    /** Durable here and not signed for: it waits for the peer to come back, or for the payments before it. */
    QUEUED,
    /** Signed and durable here, at least in part, and on its way to the peer; sent again until the peer has it. */
    SENT,
    /** Durable at the payee, who has signed for it. Final. */
    ACKNOWLEDGED,
    /** Paid in part; the rest will not be paid, because a settlement that it needed came to nothing. Final. */
    PARTIAL,
    /**
     * Signed for here, wholly or in part, but in a record that the owner has given up for another one of this node's own
     * that the peer has shown ({@code reconcile(peer, THEIRS)}). What that one consists of is not known here, so whether
     * the payment is in the balance is not either: the payee can tell. It is not paid again under its id, and what was
     * left of it is not paid. Final.
     */
    IN_DOUBT,
    /** Refused by this node when its turn came; nothing was paid. May be tried again under the same id. Final. */
    REFUSED,
    /** Taken back while it was queued. Final. */
    CANCELLED;

    public boolean isFinal() {
        return this != QUEUED && this != SENT;
    }
}
