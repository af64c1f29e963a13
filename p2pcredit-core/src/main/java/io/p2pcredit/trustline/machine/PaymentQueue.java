package io.p2pcredit.trustline.machine;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This end's payments that are not wholly signed for, first in, first out. Only the first can be paid in part.
 *
 * @param units what all of them have left to pay, in units; the largest long if it is more
 * @param held whether they wait for the owner: part of the line came back from the peer, and the owner may have asked
 *     for some of them in the life that was lost
 */
@Immutable
public record PaymentQueue(List<QueuedPayment> waiting, long units, boolean held) {
    /** The most payments that wait on one line. */
    public static final int MAX_WAITING = 10_000;

    static final PaymentQueue EMPTY = new PaymentQueue(List.of(), 0, false);

    public PaymentQueue {
        waiting = List.copyOf(waiting);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    public Optional<QueuedPayment> first() {
        return waiting.stream().findFirst();
    }

    public Optional<QueuedPayment> of(PaymentId id) {
        return waiting.stream().filter(payment -> payment.id().equals(id)).findFirst();
    }

    PaymentQueue with(QueuedPayment last) {
        return of(
                ImmutableList.<QueuedPayment>builder().addAll(waiting).add(last).build(), held);
    }

    PaymentQueue without(PaymentId id) {
        return of(id).isEmpty()
                ? this
                : of(
                        waiting.stream()
                                .filter(payment -> !payment.id().equals(id))
                                .toList(),
                        held);
    }

    PaymentQueue heldBack() {
        return new PaymentQueue(waiting, units, !waiting.isEmpty());
    }

    PaymentQueue released() {
        return new PaymentQueue(waiting, units, false);
    }

    /** What an own entry that is written, or comes back, does to the payments that wait. */
    PaymentQueue after(Entry entry) {
        if (waiting.isEmpty()) {
            return this;
        }
        if (entry instanceof Entry.Payment payment) {
            return paid(payment.id(), payment.amount().units());
        }
        if (entry instanceof Entry.PaymentBatch batch) {
            return without(batch.id());
        }
        return entry instanceof Entry.SettlementIntent intent && !held
                ? withFirst(waiting.get(0).withSettlement(intent.number()))
                : this;
    }

    private PaymentQueue paid(PaymentId id, long part) {
        Optional<QueuedPayment> payment = of(id);
        if (payment.isEmpty()) {
            return this;
        }
        if (payment.get().isPaidBy(part)) {
            return without(id);
        }
        List<QueuedPayment> next = new ArrayList<>(waiting);
        next.set(next.indexOf(payment.get()), payment.get().withPart(part));
        return of(next, held);
    }

    private PaymentQueue withFirst(QueuedPayment first) {
        List<QueuedPayment> next = new ArrayList<>(waiting);
        next.set(0, first);
        return of(next, held);
    }

    private static PaymentQueue of(List<QueuedPayment> waiting, boolean held) {
        long units = 0;
        for (QueuedPayment payment : waiting) {
            units = payment.rest() > Long.MAX_VALUE - units ? Long.MAX_VALUE : units + payment.rest();
        }
        return new PaymentQueue(waiting, units, held && !waiting.isEmpty());
    }
}
