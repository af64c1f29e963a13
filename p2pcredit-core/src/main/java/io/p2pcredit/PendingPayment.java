package io.p2pcredit;

import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import java.util.concurrent.CompletableFuture;

/** A payment that was asked for. */
public interface PendingPayment {
    PaymentId id();

    /**
     * Completes when the payment is durable here: signed for, or queued. Whoever wants to be slowed waits for it. Fails
     * if it is refused.
     */
    CompletableFuture<Payment> recorded();

    /**
     * Completes when all of it is durable at the payee, who has signed for it; that may take as long as the peer is
     * away. Fails if it is refused or taken back, also later, when its turn comes in the queue; with {@code
     * PAID_IN_PART}, which says how much, if the rest will not be paid. Fails with {@code FROZEN} or
     * {@code NODE_CLOSED} if nobody will say so any more: what is recorded stays so.
     */
    CompletableFuture<Payment> acknowledged();
}
