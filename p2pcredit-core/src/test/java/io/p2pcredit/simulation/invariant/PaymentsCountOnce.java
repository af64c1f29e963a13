package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry.PaymentBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I2: under each payment id is paid what was ordered and no more, once, however often it is asked for: in parts that are
 * numbered in their order, nothing after it was refused or taken back, all of it before it is acknowledged. A payer that
 * has lost its data can take back what it does not know to be paid, until it has signed for what comes back.
 */
public final class PaymentsCountOnce implements Invariant {
    private static final String NAME = "I2 PaymentsCountOnce";

    private final Parties parties;
    private final Map<PaymentId, Asked> asked = new LinkedHashMap<>();

    public PaymentsCountOnce(Parties parties) {
        this.parties = parties;
    }

    /** What was ordered under the ids that stand for something, and what is paid of it. */
    Collection<Asked> standing() {
        return asked.values().stream().filter(request -> request.counts != null).toList();
    }

    @Override
    public void ordered(Order order) {
        Asked request = asked.computeIfAbsent(order.id(), id -> new Asked());
        request.alive.add(order);
        request.unanswered++;
    }

    /** Nobody is told any more what was asked for in an earlier life. */
    @Override
    public void opened(PeerId at, int life, long end) {
        asked.values().stream().filter(request -> request.isAskedOf(at)).forEach(request -> request.unanswered = 0);
    }

    @Override
    public void recorded(Order order) {
        of(order).settleOn(order);
        of(order).isRecorded = true;
    }

    @Override
    public void refused(Order order, RefusalCode code) {
        Asked request = of(order);
        request.alive.remove(order);
        request.unanswered--;
        if (!request.parts.isEmpty() && !request.alive.contains(request.counts)) {
            throw new Violation(NAME, "refused, but paid: " + request);
        }
    }

    /** Whoever asks once more after it was given up is paid, perhaps before those are told who asked before. */
    @Override
    public void failed(Order order, RefusalCode code) {
        Asked request = of(order);
        request.unanswered--;
        boolean fits = switch (code) {
            case NODE_CLOSED, FROZEN -> true;
            case PAID_IN_PART -> request.isPaidInPart();
            case CANCELLED -> request.isUnpaidAsFarAsIsKnown();
            default -> request.parts.isEmpty() || request.unanswered > 0;
        };
        if (!fits) {
            throw new Violation(NAME, "ended with " + code + ": " + request);
        }
    }

    /** A life that knows the order from an old copy alone takes it back without ever saying that it is recorded. */
    @Override
    public void cancelled(Order order) {
        of(order).settleOn(order);
        of(order).isCancelled = true;
        if (!of(order).isUnpaidAsFarAsIsKnown()) {
            throw new Violation(NAME, "taken back, but paid: " + of(order));
        }
    }

    @Override
    public void acknowledged(Order order) {
        of(order).unanswered--;
        if (!of(order).isPaid() || !order.equals(of(order).counts)) {
            throw new Violation(NAME, "acknowledged, but not paid: " + order + ", " + of(order));
        }
    }

    @Override
    public void written(Written update) {
        PeerId payer = parties.name(update.writer());
        PeerId payee = parties.name(update.writer().peer());
        for (Point point : update.points()) {
            point.payment().ifPresent(id -> count(payer, payee, id, point));
        }
    }

    @Override
    public void signed(PeerId by, BalanceProof proof) {
        PeerId payee = parties.name(Writer.of(proof).peer());
        asked.values().stream()
                .filter(request -> request.isPartLost && request.isBy(by) && request.isTo(payee))
                .forEach(request -> request.signFor(proof.seq()));
    }

    @Override
    public void dataLost(PeerId at) {
        asked.values().stream().filter(request -> request.isBy(at)).forEach(Asked::loseRecord);
    }

    @Override
    public void forgotten(Writer writer, long last) {
        PeerId payer = parties.name(writer);
        PeerId payee = parties.name(writer.peer());
        asked.values().stream()
                .filter(request -> request.isBy(payer) && request.isTo(payee))
                .forEach(request -> request.forget(last));
    }

    private void count(PeerId payer, PeerId payee, PaymentId id, Point point) {
        Asked request = asked.get(id);
        Order order = request == null ? null : request.orderOf(payer, payee, point);
        if (order == null) {
            throw new Violation(NAME, payer + " was not asked to pay this: " + point + ", but " + request);
        }
        request.settleOn(order);
        request.parts.add(point);
        if (request.isCancelled || point.part() != request.parts.size() - 1 || request.paid() > point.whole()) {
            throw new Violation(NAME, "paid twice, or wrongly: " + request);
        }
    }

    private Asked of(Order order) {
        Asked request = asked.get(order.id());
        if (request == null) {
            throw new IllegalArgumentException("nobody has ordered " + order);
        }
        return request;
    }

    /** All requests under one id. */
    static final class Asked {
        private final List<Order> alive = new ArrayList<>();
        private final List<Point> parts = new ArrayList<>();
        private @Nullable Order counts;
        private int unanswered;
        private boolean isRecorded;
        private boolean isCancelled;
        private boolean isRestLost;
        private boolean isPartLost;

        @Nullable
        Order order() {
            return counts;
        }

        /** Whether the payer was told so, and has not lost its data since. */
        boolean isRecorded() {
            return isRecorded;
        }

        /** Whether the payer has lost its data before all was paid. */
        boolean isRestLost() {
            return isRestLost;
        }

        long paid() {
            long sum = 0;
            for (Point part : parts) {
                sum += part.paidByThis();
            }
            return sum;
        }

        boolean isPaid() {
            return counts != null && paid() == counts.whole();
        }

        private boolean isUnpaidAsFarAsIsKnown() {
            return parts.isEmpty() || isPartLost;
        }

        private void signFor(long last) {
            isPartLost = parts.stream().anyMatch(part -> part.seq() > last);
        }

        private boolean isPaidInPart() {
            return !parts.isEmpty() && !isPaid();
        }

        /** The id stands for this order from now on. */
        private void settleOn(Order order) {
            if (counts != null && !counts.equals(order)) {
                throw new Violation(NAME, order + " is taken under the id of " + this);
            }
            counts = order;
        }

        private @Nullable Order orderOf(PeerId payer, PeerId payee, Point point) {
            for (Order order : alive) {
                boolean fits = order.payer().equals(payer)
                        && order.payee().equals(payee)
                        && order.whole() == point.whole()
                        && order.isBatch() == point.entry() instanceof PaymentBatch;
                if (fits) {
                    return order;
                }
            }
            return null;
        }

        private boolean isAskedOf(PeerId payer) {
            return alive.stream().anyMatch(order -> order.payer().equals(payer));
        }

        private boolean isBy(PeerId payer) {
            return counts != null && counts.payer().equals(payer);
        }

        private boolean isTo(PeerId payee) {
            return counts != null && counts.payee().equals(payee);
        }

        /** The payer knows only what is written. */
        private void loseRecord() {
            isRestLost |= !isPaid();
            isRecorded = false;
            isCancelled = false;
            isPartLost = !parts.isEmpty();
            if (parts.isEmpty()) {
                counts = null;
            }
        }

        private void forget(long last) {
            isRestLost |= parts.removeIf(part -> part.seq() > last) && !isPaid();
            if (parts.isEmpty() && !isCancelled) {
                counts = null;
            }
        }

        @Override
        public String toString() {
            return counts + ", of which is paid " + parts + (isCancelled ? ", taken back" : "");
        }
    }
}
