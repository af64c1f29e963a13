package io.p2pcredit;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What a payment would do now: the steps in their order, or the reason why not. A forecast: the same payment a moment
 * later may find other balances.
 *
 * @param steps empty if it is refused
 * @param queued whether it would wait first: for the peer to come back, or for the payments before it
 */
public record Plan(PaymentOrder order, List<PlanStep> steps, boolean queued, Optional<Refusal> refusal) {
    public Plan {
        steps = List.copyOf(steps);
        checkArgument(steps.isEmpty() == refusal.isPresent(), "a plan has either steps or a refusal");
    }
}
