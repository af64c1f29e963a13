package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Entry.LimitChange;
import io.p2pcredit.trustline.entry.Entry.Open;
import io.p2pcredit.trustline.entry.Entry.Payment;
import io.p2pcredit.trustline.entry.Entry.PaymentBatch;
import io.p2pcredit.trustline.entry.Entry.SettlementAnswer;
import io.p2pcredit.trustline.entry.Entry.SettlementCancelled;
import io.p2pcredit.trustline.entry.Entry.SettlementCredit;
import io.p2pcredit.trustline.entry.Entry.SettlementIntent;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that one writer is known to have written, without gaps. Not thread-safe. */
public final class Chain {
    private final List<Point> points = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final Map<Long, Point> intents = new TreeMap<>();
    private final Map<Long, Point> answers = new TreeMap<>();
    private final Map<Long, Point> cancellations = new TreeMap<>();
    private final Map<Long, Point> credits = new TreeMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final Map<PaymentId, Long> payments = new HashMap<>();
    private final Point beginning;

    Chain(Writer writer) {
        Entry nothing = new LimitChange(CreditLimit.NONE);
        beginning = new Point(0, nothing, 0, 0, 0, CanonicalForm.chainStart(writer.line()));
    }

    /** The number of the newest entry; 0 if there is none. */
    public long end() {
        return points.size();
    }

    /** Where the writer stood after the entry; at 0 nothing is paid, and nothing is granted. */
    public Point at(long seq) {
        return seq == 0 ? beginning : points.get((int) seq - 1);
    }

    public Point last() {
        return at(end());
    }

    /** All entries, oldest first. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** The number of the newest entry that is the payment or batch, or a part of it; 0 if there is none. */
    long newestOf(PaymentId id) {
        return payments.getOrDefault(id, 0L);
    }

    public Optional<Point> intent(long number) {
        return Optional.ofNullable(intents.get(number));
    }

    /** How many settlements are announced. */
    public long intents() {
        return intents.size();
    }

    public Optional<Point> answer(long number) {
        return Optional.ofNullable(answers.get(number));
    }

    public Optional<Point> cancellation(long number) {
        return Optional.ofNullable(cancellations.get(number));
    }

    public Optional<Point> credit(long number) {
        return Optional.ofNullable(credits.get(number));
    }

    /** Whether the writer had taken this step of the settlement before. */
    boolean repeats(Point point) {
        return first(point.entry()).filter(first -> first.seq() < point.seq()).isPresent();
    }

    private Optional<Point> first(Entry step) {
        if (step instanceof SettlementIntent intent) {
            return intent(intent.number());
        }
        if (step instanceof SettlementAnswer answer) {
            return answer(answer.number());
        }
        if (step instanceof SettlementCancelled cancelled) {
            return cancellation(cancelled.number());
        }
        return step instanceof SettlementCredit credit ? credit(credit.number()) : Optional.empty();
    }

    /**
     * What this writer has accepted as coming in settlements and not credited after its entry {@code seq}, as far as
     * nothing of it was cancelled in the peer's entries up to {@code peerSeq}.
     */
    public long reserved(long seq, Chain peer, long peerSeq) {
        long sum = 0;
        for (Accepted accepted : accepted) {
            boolean open = accepted.seq <= seq
                    && accepted.creditedBy > seq
                    && !isThere(peer.cancellations.get(accepted.number), peerSeq);
            sum += open ? accepted.units : 0;
        }
        return sum;
    }

    /** The updates with entries after the one number and up to the other, oldest first. */
    List<Update> updatesAfter(long seq, long upTo) {
        int first = indexAfter(seq);
        int end = first;
        while (end < updates.size() && updates.get(end).firstSeq() <= upTo) {
            end++;
        }
        return updates.subList(first, end);
    }

    /** How many updates have entries after the number. */
    int updatesAfter(long seq) {
        return updates.size() - indexAfter(seq);
    }

    /** The place of the first update with an entry after the number. */
    private int indexAfter(long seq) {
        int low = 0;
        int high = updates.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (updates.get(middle).proof().seq() > seq) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The entries that were appended last belong to the update. */
    void seal(Update update) {
        updates.add(update);
    }

    /** The number of the last entry under the newest proof that fits; 0 if none does. */
    public long newest(Predicate<SignedProof> fits) {
        for (int i = updates.size() - 1; i >= 0; i--) {
            if (fits.test(updates.get(i).signed())) {
                return updates.get(i).proof().seq();
            }
        }
        return 0;
    }

    /** Removes all updates with entries after the number, and returns them, oldest first. */
    List<Update> cutAfter(long seq) {
        List<Update> cut =
                updates.stream().filter(update -> update.proof().seq() > seq).toList();
        updates.removeAll(cut);
        points.subList((int) seq, points.size()).clear();
        List.of(intents, answers, cancellations, credits)
                .forEach(known -> known.values().removeIf(point -> point.seq() > seq));
        accepted.removeIf(answer -> answer.seq > seq);
        accepted.forEach(answer -> answer.forgetAfter(seq));
        payments.clear();
        points.forEach(this::notePayment);
        return cut;
    }

    Point append(Entry entry) {
        Point before = last();
        Hash hash = CanonicalForm.chained(before.hash(), entry);
        Point point = entry.match(new Next(before, entry, hash));
        points.add(point);
        notePayment(point);
        return point;
    }

    private void notePayment(Point point) {
        point.payment().ifPresent(id -> payments.put(id, point.seq()));
    }

    private static boolean isThere(@Nullable Point point, long seq) {
        return point != null && point.seq() <= seq;
    }

    /** What an entry does to its writer's totals. */
    private final class Next implements Entry.Cases<Point> {
        private final Point before;
        private final Entry entry;
        private final Hash hash;

        Next(Point before, Entry entry, Hash hash) {
            this.before = before;
            this.entry = entry;
            this.hash = hash;
        }

        @Override
        public Point open(Open open) {
            return point(0, 0, open.granted().units());
        }

        @Override
        public Point payment(Payment payment) {
            return point(payment.amount().units(), 0, before.limit());
        }

        @Override
        public Point paymentBatch(PaymentBatch batch) {
            return point(batch.amounts().sum(), 0, before.limit());
        }

        @Override
        public Point limitChange(LimitChange change) {
            return point(0, 0, change.limit().units());
        }

        @Override
        public Point settlementIntent(SettlementIntent intent) {
            return note(intent.number(), intents, point(0, 0, before.limit()));
        }

        @Override
        public Point settlementAnswer(SettlementAnswer answer) {
            Point point = note(answer.number(), answers, point(0, 0, before.limit()));
            if (answer.units() > 0) {
                accepted.add(new Accepted(answer, point.seq()));
            }
            return point;
        }

        @Override
        public Point settlementCancelled(SettlementCancelled cancelled) {
            return note(cancelled.number(), cancellations, point(0, 0, before.limit()));
        }

        @Override
        public Point settlementCredit(SettlementCredit credit) {
            Point point =
                    note(credit.number(), credits, point(0, credit.amount().units(), before.limit()));
            accepted.stream()
                    .filter(answer -> answer.number == credit.number())
                    .forEach(answer -> answer.creditedBy = point.seq());
            return point;
        }

        private Point point(long paid, long credited, long limit) {
            return new Point(
                    before.seq() + 1,
                    entry,
                    Math.addExact(before.paid(), paid),
                    Math.addExact(before.credited(), credited),
                    limit,
                    hash);
        }

        private Point note(long number, Map<Long, Point> known, Point point) {
            known.putIfAbsent(number, point);
            return point;
        }
    }

    /** What the writer has said is coming, and the entry by which it has credited that, if it has. */
    private static final class Accepted {
        private static final long NOT_YET = Long.MAX_VALUE;

        private final long number;
        private final long units;
        private final long seq;
        private long creditedBy = NOT_YET;

        Accepted(SettlementAnswer answer, long seq) {
            this.number = answer.number();
            this.units = answer.units();
            this.seq = seq;
        }

        void forgetAfter(long last) {
            creditedBy = creditedBy > last ? NOT_YET : creditedBy;
        }
    }
}
