package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.simulation.invariant.PaymentsCountOnce.Asked;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * I2: at rest the payer tells of every payment that it has recorded how much of it is paid, and that it is over; of none
 * does it say more than is written. Of one whose rest was lost with the payer's data it may say that it goes on.
 */
public final class PaymentsAreTold implements Invariant {
    private static final String NAME = "I2 PaymentsAreTold";

    private final PaymentsCountOnce payments;
    private final Supplier<List<Optional<CreditNode>>> nodes;

    /** @param nodes those that run */
    public PaymentsAreTold(PaymentsCountOnce payments, Supplier<List<Optional<CreditNode>>> nodes) {
        this.payments = payments;
        this.nodes = nodes;
    }

    @Override
    public void atRest() {
        for (Asked request : payments.standing()) {
            Order order = request.order();
            nodes.get().stream()
                    .flatMap(Optional::stream)
                    .filter(node -> order != null && node.self().equals(order.payer()))
                    .forEach(node -> check(request, node.payment(request.order().id())));
        }
    }

    private static void check(Asked request, Optional<Payment> told) {
        boolean known = told.isPresent() || (!request.isRecorded() && request.paid() == 0);
        if (!known || !told.map(payment -> fits(request, payment)).orElse(true)) {
            throw new Violation(NAME, request + ", and its node tells of " + told);
        }
    }

    private static boolean fits(Asked request, Payment told) {
        PaymentStatus status = told.status();
        boolean isOver = request.isPaid()
                ? status == PaymentStatus.ACKNOWLEDGED
                : request.paid() > 0
                        ? status == PaymentStatus.PARTIAL || request.isRestLost()
                        : status == PaymentStatus.REFUSED || status == PaymentStatus.CANCELLED;
        return isOver && told.units() == request.paid();
    }
}
