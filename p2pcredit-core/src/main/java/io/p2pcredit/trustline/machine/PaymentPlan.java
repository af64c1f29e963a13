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
 * with what this end knows now and a creditor that accepts what it is owed.
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
        return new Reckoning(line).plan(payment);
    }

    private static PaymentPlan refused(RefusalCode code, long payable) {
        return new PaymentPlan(List.of(), Optional.of(Refusal.because(code, Math.max(0, payable))));
    }

    /** The debt as it will be, step by step. */
    private static final class Reckoning {
        private final List<PlanStep> steps = new ArrayList<>();
        private final long ceiling;
        private final long payableNow;
        private long debt;

        Reckoning(Line line) {
            ceiling = line.theirs().limit().units() - line.incoming().reserved();
            payableNow = line.payable();
            debt = Math.max(line.myDebt(), -Line.MOST_OWED);
            if (!line.queue().isEmpty()) {
                debt = Math.max(0, ceiling); // those before it may leave as much
            }
        }

        PaymentPlan plan(QueuedPayment payment) {
            long rest = payment.rest();
            int rounds = 0;
            while (rest > 0) {
                long paid = payment.isBatch() && rest > ceiling - debt ? 0 : Math.min(rest, ceiling - debt);
                if (paid > 0) {
                    steps.add(new PlanStep.Pay(paid));
                    debt += paid;
                    rest -= paid;
                }
                if (rest > 0 && !settle(paid, rounds++)) {
                    return refused(RefusalCode.BEYOND_ANY_PLAN, payableNow);
                }
            }
            return new PaymentPlan(steps, Optional.empty());
        }

        /** Whether a settlement helps: something is owed, and the round after the last one has paid something. */
        private boolean settle(long paid, int rounds) {
            if (debt <= 0 || rounds >= MAX_ROUNDS || (rounds > 0 && paid <= 0)) {
                return false;
            }
            steps.add(new PlanStep.Settle(debt));
            debt = 0;
            return true;
        }
    }
}
