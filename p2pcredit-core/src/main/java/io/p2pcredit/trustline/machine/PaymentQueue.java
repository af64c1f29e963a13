package io.p2pcredit.trustline.machine;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This end's payments that are not wholly signed for, first in, first out. Only the first can be paid in part. Adding
 * the last and taking the first costs the same however many wait.
 */
@Immutable
public final class PaymentQueue {
    /** The most payments that wait on one line. */
    public static final int MAX_WAITING = 10_000;

    static final PaymentQueue EMPTY = new PaymentQueue(ImmutableList.of(), Trail.empty(), 0, false);

    private final ImmutableList<QueuedPayment> front;
    private final Trail<QueuedPayment> back;
    private final long units;
    private final boolean held;

    private PaymentQueue(ImmutableList<QueuedPayment> front, Trail<QueuedPayment> back, long units, boolean held) {
        boolean turn = front.isEmpty() && !back.isEmpty();
        this.front = turn ? ImmutableList.copyOf(back.toList()) : front;
        this.back = turn ? Trail.empty() : back;
        this.units = units;
        this.held = held && !this.front.isEmpty();
    }

    /** Those payments, first come first, as they were found elsewhere. */
    public static PaymentQueue of(List<QueuedPayment> waiting, boolean held) {
        long units = 0;
        for (QueuedPayment payment : waiting) {
            units = Math.addExact(units, payment.rest());
        }
        return new PaymentQueue(ImmutableList.copyOf(waiting), Trail.empty(), units, held);
    }

    /** All of them, first come first. */
    public List<QueuedPayment> waiting() {
        return ImmutableList.<QueuedPayment>builder()
                .addAll(front)
                .addAll(back.toList())
                .build();
    }

    public int size() {
        return front.size() + back.size();
    }

    /** What all of them have left to pay, in units. */
    public long units() {
        return units;
    }

    /**
     * Whether they wait for the owner: part of the line came back from the peer, and the owner may have asked for some
     * of them in the life that was lost.
     */
    public boolean held() {
        return held;
    }

    public boolean isEmpty() {
        return front.isEmpty();
    }

    public boolean isFull() {
        return size() >= MAX_WAITING;
    }

    public Optional<QueuedPayment> first() {
        return isEmpty() ? Optional.empty() : Optional.of(front.get(0));
    }

    public Optional<QueuedPayment> of(PaymentId id) {
        for (QueuedPayment payment : front) {
            if (payment.id().equals(id)) {
                return Optional.of(payment);
            }
        }
        return back.find(payment -> payment.id().equals(id));
    }

    /** Whether the sum of all would leave the range of 2^63 - 1 with this one. */
    boolean overflowsWith(QueuedPayment last) {
        return last.rest() > Long.MAX_VALUE - units;
    }

    PaymentQueue with(QueuedPayment last) {
        return new PaymentQueue(front, back.with(last), Math.addExact(units, last.rest()), held);
    }

    PaymentQueue without(PaymentId id) {
        Optional<QueuedPayment> payment = of(id);
        return payment.isEmpty() ? this : without(payment.get());
    }

    private PaymentQueue without(QueuedPayment payment) {
        long left = units - payment.rest();
        if (payment.equals(front.get(0))) {
            return new PaymentQueue(front.subList(1, front.size()), back, left, held);
        }
        ImmutableList<QueuedPayment> others =
                waiting().stream().filter(other -> !other.equals(payment)).collect(ImmutableList.toImmutableList());
        return new PaymentQueue(others, Trail.empty(), left, held);
    }

    PaymentQueue heldBack() {
        return new PaymentQueue(front, back, units, true);
    }

    PaymentQueue released() {
        return new PaymentQueue(front, back, units, false);
    }

    /** What an own entry that is written, or comes back, does to the payments that wait. */
    PaymentQueue after(Entry entry) {
        if (isEmpty()) {
            return this;
        }
        if (entry instanceof Entry.Payment payment) {
            return paid(payment.id(), payment.amount().units());
        }
        if (entry instanceof Entry.PaymentBatch batch) {
            return without(batch.id());
        }
        return entry instanceof Entry.SettlementIntent && !held
                ? replaced(front.get(0), front.get(0).withRound())
                : this;
    }

    private PaymentQueue paid(PaymentId id, long part) {
        Optional<QueuedPayment> payment = of(id);
        if (payment.isEmpty()) {
            return this;
        }
        return payment.get().isPaidBy(part)
                ? without(payment.get())
                : replaced(payment.get(), payment.get().withPart(part));
    }

    private PaymentQueue replaced(QueuedPayment before, QueuedPayment now) {
        ImmutableList<QueuedPayment> next = waiting().stream()
                .map(payment -> payment.equals(before) ? now : payment)
                .collect(ImmutableList.toImmutableList());
        return new PaymentQueue(next, Trail.empty(), units - before.rest() + now.rest(), held);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaymentQueue queue
                && held == queue.held
                && units == queue.units
                && size() == queue.size()
                && waiting().equals(queue.waiting());
    }

    @Override
    public int hashCode() {
        return waiting().hashCode();
    }

    @Override
    public String toString() {
        return (held ? "held " : "") + waiting();
    }
}
