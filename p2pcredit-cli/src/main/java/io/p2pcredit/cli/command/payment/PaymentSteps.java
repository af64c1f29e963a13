package io.p2pcredit.cli.command.payment;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TrustlineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What happens on a trustline from now on, as the steps of one payment. Thread-safe. */
public final class PaymentSteps implements AutoCloseable {
    private final PeerId peer;
    private final List<TrustlineEvent> seen = new ArrayList<>();
    private final Subscription events;
    private @Nullable Sought sought;

    public PaymentSteps(CreditNode node, PeerId peer) {
        this.peer = peer;
        this.events = node.onEvent(this::take);
    }

    private record Sought(PaymentId id, long whole, CompletableFuture<List<PlanStep>> steps) {}

    /** Completes with the steps as soon as all of the payment is seen. Asked once. */
    public synchronized CompletableFuture<List<PlanStep>> of(PaymentId id, long whole) {
        sought = new Sought(id, whole, new CompletableFuture<>());
        look(sought);
        return sought.steps();
    }

    @Override
    public void close() {
        events.close();
    }

    private synchronized void take(NodeEvent event) {
        if (event instanceof NodeEvent.Recorded recorded
                && recorded.event().peer().equals(peer)) {
            seen.add(recorded.event());
            if (sought != null) {
                look(sought);
            }
        }
    }

    private void look(Sought payment) {
        List<PlanStep> steps = new ArrayList<>();
        long paid = 0;
        for (TrustlineEvent event : seen) {
            if (event instanceof TrustlineEvent.Paid part && part.payment().id().equals(payment.id())) {
                paid += part.payment().units();
                steps.add(new PlanStep.Pay(part.payment().units()));
            } else if (event instanceof TrustlineEvent.SettlementMoved moved && isMade(moved)) {
                steps.add(new PlanStep.Settle(moved.settlement().units()));
            }
            if (paid >= payment.whole()) {
                payment.steps().complete(List.copyOf(steps));
                return;
            }
        }
    }

    private static boolean isMade(TrustlineEvent.SettlementMoved moved) {
        return moved.settlement().direction() == Direction.OUTGOING
                && moved.settlement().status() == SettlementStatus.CREDITED;
    }
}
