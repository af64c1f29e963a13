package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.payment.PaymentRecords.LookUp;
import io.p2pcredit.spi.History.Batch;
import io.p2pcredit.spi.History.PaymentRow;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.trustline.PaymentId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * What was committed under ids that a caller may have chosen and that a look-up may have missed. It is forgotten when a
 * look-up knows it. For the owner only.
 */
final class ChosenIds {
    /** The most rows that are kept. */
    static final int MAX_ROWS = 1_000_000;

    private final Predicate<PaymentId> fresh;
    private final int most;
    private final ArrayDeque<Kept> inOrder = new ArrayDeque<>();
    /** Oldest first; none is empty. */
    private final Map<PaymentId, Queue<Kept>> byId = new HashMap<>();

    private long forgotten;
    private long dropped;

    /**
     * Nothing, of payments that the predicate takes for the node's own fresh ids, which nobody looks up.
     *
     * @param most the most rows that are kept
     */
    ChosenIds(Predicate<PaymentId> fresh, int most) {
        this.fresh = fresh;
        this.most = most;
    }

    private record Kept(long position, PaymentRow row) {
        PaymentId id() {
            return row.payment().id();
        }
    }

    /** Keeps what a commit adds. What finds no room makes every look-up useless that does not know it. */
    void committed(Batch batch) {
        for (RecordedEvent event : batch.events()) {
            if (event.paymentId().filter(id -> !fresh.test(id)).isPresent()) {
                event.payment().ifPresent(row -> keep(batch.position(), row));
            }
        }
    }

    private void keep(long position, PaymentRow row) {
        if (isFull()) {
            dropped = position;
        } else {
            Kept kept = new Kept(position, row);
            inOrder.add(kept);
            byId.computeIfAbsent(kept.id(), id -> new ArrayDeque<>(1)).add(kept);
        }
    }

    boolean isFull() {
        return inOrder.size() >= most;
    }

    /** Whether something was forgotten since that the look-up does not know. */
    boolean isOutdated(LookUp lookUp) {
        return lookUp.position() < forgotten;
    }

    /** Whether nothing can be said about the id before the history has come further. */
    boolean isMissingSomething(LookUp lookUp) {
        return lookUp.position() < dropped;
    }

    /** Everything committed under the id, by a look-up that is not outdated. Forgets what all later look-ups know. */
    Optional<PaymentRow> known(PaymentId id, LookUp lookUp) {
        forgetUpTo(lookUp.position());
        Optional<PaymentRow> row = lookUp.row();
        Queue<Kept> later = byId.get(id);
        if (later != null) {
            for (Kept kept : later) {
                row = Optional.of(row.map(kept.row()::after).orElse(kept.row()));
            }
        }
        return row;
    }

    private void forgetUpTo(long position) {
        for (Kept first = inOrder.peek(); first != null && first.position() <= position; first = inOrder.peek()) {
            inOrder.remove();
            byId.computeIfPresent(first.id(), (id, kept) -> {
                kept.remove();
                return kept.isEmpty() ? null : kept;
            });
            forgotten = first.position();
        }
    }
}
