package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.machine.Transition.Refused;
import java.util.Optional;

/** Pays: at once if there is room and nothing waits, else in turn. */
final class PaymentSteps {
    private PaymentSteps() {}

    /** A payment that was asked for, on a line that is open and not frozen. */
    static Transition pay(WorkingLine work, QueuedPayment payment) {
        Line line = work.line();
        if (line.queue().of(payment.id()).isPresent()) {
            return Refused.because(RefusalCode.PAYMENT_ID_REUSED);
        }
        Optional<Refusal> beyond = PaymentPlan.of(line, payment).refusal();
        if (beyond.isPresent()) {
            return new Refused(beyond.get());
        }
        boolean atOnce = work.link().isReady() && line.queue().isEmpty();
        if (atOnce ? work.isWindowFull() : line.queue().isFull()) {
            return Refused.because(RefusalCode.BUSY);
        }
        if (line.own().overflowsWith(payment.payment()) || line.queue().overflowsWith(payment)) {
            return Refused.because(RefusalCode.TOTAL_OVERFLOW);
        }
        if (atOnce && payment.rest() <= line.payable()) {
            return Stepper.moved(work.write(payment.payment()));
        }
        LineRecord.Queued fact = new LineRecord.Queued(payment);
        return SettlementSteps.proceed(work.recordBehindTail(fact));
    }

    /** Takes a payment back of which nothing is signed for. */
    static Transition cancel(WorkingLine work, PaymentId id) {
        Optional<QueuedPayment> payment = work.line().queue().of(id);
        if (payment.filter(waiting -> waiting.paid() == 0).isEmpty()) {
            return Refused.because(RefusalCode.NOT_QUEUED);
        }
        return SettlementSteps.proceed(giveUp(work, payment.get(), RefusalCode.CANCELLED));
    }

    /** Pays what can be paid now of what waits, on a line that is ready; announces a settlement that makes room. */
    static WorkingLine proceed(WorkingLine ready) {
        WorkingLine work = ready;
        while (canGoOn(work)) {
            QueuedPayment first = work.line().queue().first().orElseThrow();
            if (first.rest() <= work.line().payable()) {
                work = finish(work, first);
            } else if (mayStillGetRoom(work.line(), first)) {
                return work;
            } else {
                Optional<RefusalCode> stuck = stuck(work.line(), first);
                work = stuck.isPresent() ? giveUp(work, first, stuck.get()) : makeRoom(work, first);
            }
        }
        return work;
    }

    private static boolean canGoOn(WorkingLine work) {
        PaymentQueue queue = work.line().queue();
        return !queue.isEmpty() && !queue.held() && !work.isWindowFull();
    }

    private static WorkingLine finish(WorkingLine work, QueuedPayment payment) {
        Entry entry = payment.payment();
        return work.line().own().overflowsWith(entry)
                ? giveUp(work, payment, RefusalCode.TOTAL_OVERFLOW)
                : work.write(entry);
    }

    /** Whether this end's settlement is under way, or there is nothing to settle before the peer's is credited. */
    private static boolean mayStillGetRoom(Line line, QueuedPayment payment) {
        boolean peers = payment.settles() && line.incoming().reserved() > 0 && leavesNothingToSettle(line, payment);
        return peers || line.outgoing().isUnderWay();
    }

    /** Why no settlement can make room any more: the last one came to nothing, or there is nothing to settle. */
    private static Optional<RefusalCode> stuck(Line line, QueuedPayment payment) {
        if (!payment.settles()) {
            return Optional.of(RefusalCode.CREDIT_LIMIT_EXCEEDED);
        }
        if (line.outgoing().isCreditedLess()) {
            return Optional.of(RefusalCode.CREDITED_LESS);
        }
        boolean settledInVain = payment.rounds() > 0
                && line.outgoing().status() != SettlementStatus.CREDITED
                && part(line, payment) == 0;
        boolean over =
                settledInVain || leavesNothingToSettle(line, payment) || payment.rounds() >= PaymentPlan.MAX_ROUNDS;
        return over ? Optional.of(RefusalCode.BEYOND_ANY_PLAN) : Optional.empty();
    }

    private static boolean leavesNothingToSettle(Line line, QueuedPayment payment) {
        return line.myDebt() + part(line, payment) <= 0;
    }

    /** How much of a payment that does not fit can be paid now. */
    private static long part(Line line, QueuedPayment payment) {
        return payment.isBatch() ? 0 : Math.max(0, line.payable());
    }

    private static WorkingLine makeRoom(WorkingLine work, QueuedPayment payment) {
        long part = part(work.line(), payment);
        WorkingLine paid = work;
        if (part > 0) {
            Entry entry = payment.part(part);
            if (work.line().own().overflowsWith(entry)) {
                return giveUp(work, payment, RefusalCode.TOTAL_OVERFLOW);
            }
            paid = work.write(entry);
        }
        Line line = paid.line();
        Amount owed = Amount.of(Math.min(line.balance().owedByMe(), Amount.MAX_UNITS));
        return paid.write(new Entry.SettlementIntent(
                line.nextSettlement(), owed, line.identity().ownAccount()));
    }

    private static WorkingLine giveUp(WorkingLine work, QueuedPayment payment, RefusalCode code) {
        LineRecord.GivenUp fact = new LineRecord.GivenUp(payment.id(), code);
        return work.recordBehindTail(fact);
    }
}
