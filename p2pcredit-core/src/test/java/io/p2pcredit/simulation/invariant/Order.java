package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;

/** A payment that a peer was asked to make. */
public record Order(PeerId payer, PeerId payee, PaymentId id, Amounts amounts, boolean isBatch) {
    /** All of it, in units. */
    public long whole() {
        return amounts.sum();
    }

    @Override
    public String toString() {
        return payer + " pays " + (isBatch ? amounts : whole()) + " to " + payee + ", " + id;
    }
}
