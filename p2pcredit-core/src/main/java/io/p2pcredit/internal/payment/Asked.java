package io.p2pcredit.internal.payment;

import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.QueuedPayment;
import java.util.concurrent.CompletableFuture;

/**
 * A payment that was asked for, and what was promised for it.
 *
 * @param chosen whether the caller has chosen the id
 */
record Asked(
        PeerId peer,
        QueuedPayment payment,
        boolean chosen,
        CompletableFuture<Payment> first,
        CompletableFuture<Payment> last)
        implements PendingPayment {

    static Asked of(PaymentId id, PaymentOrder order, boolean settles) {
        return new Asked(
                order.peer(),
                QueuedPayment.of(id, order.amounts(), order.isBatch(), order.memo(), settles),
                order.id().isPresent(),
                new CompletableFuture<>(),
                new CompletableFuture<>());
    }

    /** The same, when that much of it was signed for in so many parts. */
    Asked after(long units, int parts) {
        return new Asked(peer, payment.after(units, parts), chosen, first, last);
    }

    @Override
    public PaymentId id() {
        return payment.id();
    }

    @Override
    public CompletableFuture<Payment> recorded() {
        return first.copy();
    }

    @Override
    public CompletableFuture<Payment> acknowledged() {
        return last.copy();
    }

    CompletableFuture<?>[] promises() {
        return new CompletableFuture<?>[] {first, last};
    }

    /** How it is shown before anything of this asking is durable. */
    Payment atFirst() {
        return shown(payment.paid(), Math.max(0, payment.parts() - 1), PaymentStatus.QUEUED);
    }

    /** How it is shown when the rest was paid at once. */
    Payment paid() {
        return shown(payment.whole(), payment.parts(), PaymentStatus.SENT);
    }

    private Payment shown(long units, int part, PaymentStatus status) {
        return new Payment(
                id(),
                peer,
                Direction.OUTGOING,
                payment.whole(),
                units,
                part,
                payment.amounts().count(),
                payment.memo(),
                status);
    }

    /** Whether one id may stand for both: the same amount to the same peer. */
    boolean isSameAs(Payment other) {
        return peer.equals(other.peer())
                && payment.whole() == other.whole()
                && payment.amounts().count() == other.count();
    }

    @Override
    public String toString() {
        return "payment " + id() + " to " + peer;
    }
}
