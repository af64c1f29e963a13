package io.p2pcredit.internal.payment;

import io.p2pcredit.trustline.Payment;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Own entries of one line that the peer has not signed for, and what was promised for them. For the owner only. */
final class Unsigned {
    /** What is paid now comes in the order of its entries; only what was asked for again comes later. */
    private final ArrayDeque<Awaited> inOrder = new ArrayDeque<>();

    private final PriorityQueue<Awaited> late = new PriorityQueue<>(Comparator.comparingLong(Awaited::seq));

    record Awaited(long seq, Payment payment, CompletableFuture<Payment> promise) {}

    void add(Awaited awaited) {
        Awaited last = inOrder.peekLast();
        boolean isNext = last == null || last.seq() <= awaited.seq();
        Queue<Awaited> queue = isNext ? inOrder : late;
        queue.add(awaited);
    }

    /** Takes out what waits for entries up to that number. */
    void signedUpTo(long seq, Consumer<Awaited> taken) {
        take(inOrder, seq, taken);
        take(late, seq, taken);
    }

    private static void take(Queue<Awaited> queue, long seq, Consumer<Awaited> taken) {
        for (Awaited next = queue.peek(); next != null && next.seq() <= seq; next = queue.peek()) {
            taken.accept(queue.remove());
        }
    }

    boolean isEmpty() {
        return inOrder.isEmpty() && late.isEmpty();
    }
}
