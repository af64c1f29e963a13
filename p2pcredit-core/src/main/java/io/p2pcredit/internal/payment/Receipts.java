package io.p2pcredit.internal.payment;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.LineStory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Payments of this node that its peers have not signed for yet, and who waits for that. What was paid at once waits for
 * its entry alone; whatever waits in a queue is followed by its id until its last part has an entry. For the owner only.
 */
final class Receipts {
    private final Promises promises;
    private final Map<PeerId, Unsigned> unsigned = new HashMap<>();
    private final Map<PeerId, Map<PaymentId, Followed>> followed = new HashMap<>();

    Receipts(Promises promises) {
        this.promises = promises;
    }

    /** A payment of which not everything is signed for here. */
    private static final class Followed {
        private final List<Asked> asked = new ArrayList<>();
        private Payment shown;

        Followed(Payment shown) {
            this.shown = shown;
        }
    }

    /** Waits for the peer to sign for the own entry of that number, which pays the last of a payment. */
    void await(long seq, Payment payment, CompletableFuture<Payment> promise) {
        unsigned.computeIfAbsent(payment.peer(), peer -> new Unsigned())
                .add(new Unsigned.Awaited(seq, payment, promise));
    }

    /**
     * Follows a payment that waits in its line's queue, or may do so when the round under way is over.
     *
     * @param shown how it stood at the last durable point
     */
    void follow(Asked asked, Payment shown) {
        followed.computeIfAbsent(asked.peer(), peer -> new LinkedHashMap<>())
                .computeIfAbsent(asked.id(), id -> new Followed(shown))
                .asked
                .add(asked);
    }

    /** Keeps the promises that a line's new state fulfils; gives up those that nobody can keep any more. */
    void committed(Change change) {
        PeerId peer = change.peer();
        Map<PaymentId, Followed> waiting = followed.get(peer);
        if (waiting != null && !change.facts().isEmpty()) {
            new Progress(change.after().line(), waiting).tell(change.facts());
            if (waiting.isEmpty()) {
                followed.remove(peer);
            }
        }
        Line line = change.after().line();
        int numbering = change.before().line().accord().numbering();
        Unsigned entries = unsigned.get(peer);
        if (entries != null) {
            entries.signedUpTo(line.acknowledged(numbering), this::acknowledge);
            if (entries.isEmpty()) {
                unsigned.remove(peer);
            }
        }
        boolean wasFrozen = line.accord().numbering() != numbering; // if only within one round
        Optional<RefusalCode> end = wasFrozen ? Optional.of(RefusalCode.FROZEN) : end(line);
        end.ifPresent(code -> refuse(peer, Refusal.because(code)));
    }

    private void acknowledge(Unsigned.Awaited signed) {
        promises.keep(signed.promise(), signed.payment().with(PaymentStatus.ACKNOWLEDGED));
    }

    /** Why a line's peer will never sign again. */
    static Optional<RefusalCode> end(Line line) {
        if (line.isFrozen()) {
            return Optional.of(RefusalCode.FROZEN);
        }
        return line.isRetired() ? Optional.of(RefusalCode.KEY_CHANGED) : Optional.empty();
    }

    /** Nobody will be told any more. */
    void refuseAll(Refusal refusal) {
        Set<PeerId> peers = new LinkedHashSet<>(unsigned.keySet());
        peers.addAll(followed.keySet());
        peers.forEach(peer -> refuse(peer, refusal));
    }

    private void refuse(PeerId peer, Refusal refusal) {
        Unsigned entries = unsigned.remove(peer);
        if (entries != null) {
            entries.signedUpTo(Long.MAX_VALUE, never -> promises.refuse(never.promise(), refusal));
        }
        Map<PaymentId, Followed> waiting = followed.remove(peer);
        if (waiting != null) {
            waiting.values().forEach(payment -> refuse(payment, refusal));
        }
    }

    private void refuse(Followed payment, Refusal refusal) {
        payment.asked.forEach(asked -> {
            promises.refuse(asked.first(), refusal);
            promises.refuse(asked.last(), refusal);
        });
    }

    /** What the facts of one commit mean for the payments of one line that are followed. */
    private final class Progress {
        private final Line line;
        private final Map<PaymentId, Followed> waiting;
        private final Set<Followed> touched = new LinkedHashSet<>();

        Progress(Line line, Map<PaymentId, Followed> waiting) {
            this.line = line;
            this.waiting = waiting;
        }

        void tell(List<LineRecord> facts) {
            for (LineRecord fact : facts) {
                if (fact instanceof LineRecord.OwnUpdate own) {
                    paid(own.update());
                } else if (fact instanceof LineRecord.Returned returned) {
                    paid(returned.update());
                } else if (fact instanceof LineRecord.Queued queued) {
                    find(queued.payment().id()).ifPresent(touched::add);
                } else if (fact instanceof LineRecord.GivenUp given) {
                    find(given.id()).ifPresent(payment -> givenUp(payment, given));
                }
            }
            touched.forEach(this::record);
        }

        private Optional<Followed> find(PaymentId id) {
            return Optional.ofNullable(waiting.get(id));
        }

        private void paid(Update update) {
            long seq = update.firstSeq();
            for (Entry entry : update.entries()) {
                long number = seq++;
                LineStory.payment(line.identity(), entry, Direction.OUTGOING)
                        .ifPresent(part -> find(part.id()).ifPresent(payment -> paid(payment, part, number)));
            }
        }

        private void paid(Followed payment, Payment part, long seq) {
            payment.shown = part.withUnits(payment.shown.units() + part.units());
            touched.add(payment);
            if (!payment.shown.isPart()) {
                waiting.remove(part.id());
                payment.asked.forEach(asked -> await(seq, payment.shown, asked.last()));
            }
        }

        private void givenUp(Followed payment, LineRecord.GivenUp given) {
            waiting.remove(given.id());
            touched.remove(payment);
            long units = payment.shown.units();
            refuse(
                    payment,
                    units > 0 ? Refusal.because(RefusalCode.PAID_IN_PART, units) : Refusal.because(given.code()));
        }

        /** Says so to whoever does not know it yet; a promise is kept once. */
        private void record(Followed payment) {
            payment.asked.forEach(asked -> promises.keep(asked.first(), payment.shown));
        }
    }
}
