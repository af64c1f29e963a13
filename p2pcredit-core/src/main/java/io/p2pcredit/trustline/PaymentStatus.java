package io.p2pcredit.trustline;

/** How far a payment has come. */
public enum PaymentStatus {
    /** Signed and durable here, on its way to the peer; sent again until the peer has it. */
    SENT,
    /** Durable at the payee, who has signed for it. */
    ACKNOWLEDGED
}
