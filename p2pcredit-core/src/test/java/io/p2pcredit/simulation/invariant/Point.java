package io.p2pcredit.simulation.invariant;

import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Optional;

/**
 * An entry, and where its writer stands after it.
 *
 * @param seq the number of the entry
 * @param paid what the writer has paid on credit in all
 * @param credited what the writer has received in settlements in all
 * @param limit how much the writer lets the peer owe it
 * @param hash the link of the writer's hash chain
 */
public record Point(long seq, Entry entry, long paid, long credited, long limit, Hash hash) {
    /** The id of the payment or batch, if the entry is one. */
    Optional<PaymentId> payment() {
        if (entry instanceof Entry.Payment payment) {
            return Optional.of(payment.id());
        }
        return entry instanceof Entry.PaymentBatch batch ? Optional.of(batch.id()) : Optional.empty();
    }

    /** Whether the entry is a step of a settlement. */
    boolean isOfASettlement() {
        return entry instanceof Entry.SettlementIntent
                || entry instanceof Entry.SettlementAnswer
                || entry instanceof Entry.SettlementCancelled
                || entry instanceof Entry.SettlementCredit;
    }

    /** What is asked for in all by the payment or batch that the entry is, or is a part of; else 0. */
    long whole() {
        return entry instanceof Entry.Payment payment ? payment.whole().units() : paidByThis();
    }

    /** Which part of its payment the entry is; 0 if it is none. */
    int part() {
        return entry instanceof Entry.Payment payment ? payment.part() : 0;
    }

    /** What the entry itself pays on credit. */
    long paidByThis() {
        if (entry instanceof Entry.Payment payment) {
            return payment.amount().units();
        }
        return entry instanceof Entry.PaymentBatch batch ? batch.amounts().sum() : 0;
    }

    /** All that the writer has admitted against itself. */
    public long total() {
        return paid + credited;
    }
}
