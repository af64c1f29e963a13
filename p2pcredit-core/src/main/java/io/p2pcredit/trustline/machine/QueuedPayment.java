package io.p2pcredit.trustline.machine;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;

/**
 * A payment of this end that is not wholly signed for: it waits for the peer, for the payments before it, or for a
 * settlement to make room.
 *
 * @param settles whether a settlement may make room for it
 * @param paid how much of it is signed for, in units
 * @param parts how many parts that took
 * @param rounds how many settlements were announced since it came first in line
 */
@Immutable
public record QueuedPayment(
        PaymentId id, Amounts amounts, boolean isBatch, Memo memo, boolean settles, long paid, int parts, int rounds) {
    public QueuedPayment {
        checkArgument(isBatch || amounts.count() == 1, "one payment has one amount");
        checkArgument(paid >= 0 && paid < amounts.sum(), "nothing is left to pay");
        checkArgument(parts >= 0 && rounds >= 0, "nothing is counted below 0");
    }

    /** A payment of which nothing is signed for. */
    public static QueuedPayment of(PaymentId id, Amounts amounts, boolean isBatch, Memo memo, boolean settles) {
        return new QueuedPayment(id, amounts, isBatch, memo, settles, 0, 0, 0);
    }

    /** The same, when parts of it were signed for before and came back from the peer. */
    public QueuedPayment after(long units, int count) {
        return new QueuedPayment(id, amounts, isBatch, memo, settles, units, count, rounds);
    }

    public long whole() {
        return amounts.sum();
    }

    /** What is left to pay, in units. */
    public long rest() {
        return whole() - paid;
    }

    /** The entry that pays all the rest. */
    Entry payment() {
        return isBatch ? new Entry.PaymentBatch(id, amounts, memo) : part(rest());
    }

    /** The entry that pays that much of the rest. */
    Entry part(long units) {
        return new Entry.Payment(id, parts, Amount.of(whole()), Amount.of(units), memo);
    }

    boolean isPaidBy(long units) {
        return units >= rest();
    }

    QueuedPayment withPart(long units) {
        return new QueuedPayment(id, amounts, isBatch, memo, settles, paid + units, parts + 1, rounds);
    }

    QueuedPayment withRound() {
        return new QueuedPayment(id, amounts, isBatch, memo, settles, paid, parts, rounds + 1);
    }
}
