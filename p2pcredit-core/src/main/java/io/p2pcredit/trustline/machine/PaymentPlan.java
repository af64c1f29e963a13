package io.p2pcredit.trustline.machine;

import com.google.common.math.LongMath;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a payment gets past the limit: pay up to it, settle everything owed, pay the rest, as often as needed. Reckoned
 * with what this end knows now, a creditor that accepts what it is owed, and its own settlement as good as credited.
 *
 * @param steps empty if it is refused
 */
@Immutable
public record PaymentPlan(List<PlanStep> steps, Optional<Refusal> refusal) {
    /** The most settlements for one payment. */
    public static final int MAX_ROUNDS = 100;

    public PaymentPlan {
        steps = List.copyOf(steps);
    }

    /** The steps of a payment on that line as it is, behind the payments that wait already. */
    public static PaymentPlan of(Line line, QueuedPayment payment) {
        long payable = LongMath.saturatedSubtract(line.payable(), line.queue().units());
        if (payment.rest() <= payable) {
            return new PaymentPlan(List.of(new PlanStep.Pay(payment.rest())), Optional.empty());
        }
        if (!payment.settles()) {
            return refused(RefusalCode.CREDIT_LIMIT_EXCEEDED, payable);
        }
        if (line.outgoing().isCreditedLess()) {
            return refused(RefusalCode.CREDITED_LESS, payable);
        }
        return new Reckoning(line)
                .plan(payment)
                .map(steps -> new PaymentPlan(steps, Optional.empty()))
                .orElseGet(() -> refused(RefusalCode.BEYOND_ANY_PLAN, payable));
    }

    private static PaymentPlan refused(RefusalCode code, long payable) {
        return new PaymentPlan(List.of(), Optional.of(Refusal.because(code, Math.max(0, payable))));
    }

    /** The debt as it will be, step by step. */
    private static final class Reckoning {
        private final List<PlanStep> steps = new ArrayList<>();
        private final long ceiling;
        private long debt;

        Reckoning(Line line) {
            ceiling = line.theirs().limit().units();
            debt = behind(line);
        }

        /** The debt when the payment's turn comes. Those before it, if they settle too, may leave all that fits. */
        private long behind(Line line) {
            long now =
                    Math.max(line.myDebt(), -Line.MOST_OWED) + line.incoming().reserved();
            long waiting = line.queue().units();
            return waiting == 0 || waiting <= line.payable() ? now + waiting : ceiling;
        }

        /** Empty if no number of settlements leads to the end. */
        Optional<List<PlanStep>> plan(QueuedPayment payment) {
            long rest = payment.rest();
            for (int rounds = 0; rest > 0; rounds++) {
                long room = Math.max(0, ceiling - debt);
                long paid = payment.isBatch() && rest > room ? 0 : Math.min(rest, room);
                rest -= paid;
                pay(paid);
                if (rest > 0 && (debt <= 0 || rounds >= MAX_ROUNDS)) {
                    return Optional.empty();
                }
                if (rest > 0) {
                    settle();
                }
            }
            return Optional.of(steps);
        }

        private void pay(long units) {
            if (units > 0) {
                steps.add(new PlanStep.Pay(units));
                debt += units;
            }
        }

        private void settle() {
            steps.add(new PlanStep.Settle(debt));
            debt = 0;
        }
    }
}
