package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.entry.Entry;
import java.util.Optional;

/** What an entry adds to its writer's totals. */
final class EntrySums {
    private EntrySums() {}

    static long paid(Entry entry) {
        if (entry instanceof Entry.Payment payment) {
            return payment.amount().units();
        }
        return entry instanceof Entry.PaymentBatch batch ? batch.amounts().sum() : 0;
    }

    static long credited(Entry entry) {
        return entry instanceof Entry.SettlementCredit credit ? credit.amount().units() : 0;
    }

    static Optional<CreditLimit> limit(Entry entry) {
        if (entry instanceof Entry.Open open) {
            return Optional.of(open.granted());
        }
        return entry instanceof Entry.LimitChange change ? Optional.of(change.limit()) : Optional.empty();
    }
}
