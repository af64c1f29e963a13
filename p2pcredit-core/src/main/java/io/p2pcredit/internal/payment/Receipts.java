package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.Line;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Payments of this node that its peers have not signed for yet, and who waits for that. For the owner only. */
public final class Receipts {
    private final Promises promises;
    private final Map<PeerId, ArrayDeque<Awaited>> awaited = new HashMap<>();

    public Receipts(Promises promises) {
        this.promises = promises;
    }

    private record Awaited(long seq, Payment payment, CompletableFuture<Payment> promise) {}

    /** Waits for the peer to sign for the own entry of that number. */
    public void await(long seq, Payment payment, CompletableFuture<Payment> promise) {
        awaited.computeIfAbsent(payment.peer(), peer -> new ArrayDeque<>()).add(new Awaited(seq, payment, promise));
    }

    /** Keeps the promises whose entries the peer has signed for; gives up those that it never will. */
    public void committed(Change change) {
        ArrayDeque<Awaited> waiting = awaited.getOrDefault(change.peer(), new ArrayDeque<>());
        Line line = change.after().line();
        while (!waiting.isEmpty() && waiting.peek().seq() <= line.theirs().signedPeerSeq()) {
            Awaited next = waiting.remove();
            promises.keep(next.promise(), next.payment().with(PaymentStatus.ACKNOWLEDGED));
        }
        if (line.isFrozen()) {
            refuse(waiting, Refusal.because(RefusalCode.FROZEN));
        }
    }

    /** Nobody will be told any more. */
    public void refuseAll(Refusal refusal) {
        awaited.values().forEach(waiting -> refuse(waiting, refusal));
    }

    private void refuse(ArrayDeque<Awaited> waiting, Refusal refusal) {
        waiting.forEach(next -> promises.refuse(next.promise(), refusal));
        waiting.clear();
    }
}
