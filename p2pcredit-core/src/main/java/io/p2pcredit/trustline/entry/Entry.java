package io.p2pcredit.trustline.entry;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.TransactionId;

/**
 * One admission that a writer makes against itself. Entries are numbered 1, 2, 3, ... by their writer, on each line; a
 * writer's totals are exactly what its entries produce.
 */
@Immutable
public sealed interface Entry {
    <R> R match(Cases<R> cases);

    /** Whether the writer pays the peer with it. */
    default boolean pays() {
        return this instanceof Payment || this instanceof PaymentBatch;
    }

    /** One method for every kind of entry, so that none can be forgotten. */
    interface Cases<R> {
        R open(Open entry);

        R payment(Payment entry);

        R paymentBatch(PaymentBatch entry);

        R limitChange(LimitChange entry);

        R settlementIntent(SettlementIntent entry);

        R settlementAnswer(SettlementAnswer entry);

        R settlementCancelled(SettlementCancelled entry);

        R settlementCredit(SettlementCredit entry);
    }

    /**
     * The first entry of each side: the proposer's is the proposal, the other side's is the acceptance.
     *
     * @param granted how much the writer lets the peer owe it
     * @param asked how much the writer would like to be let owe; binds nobody
     */
    @Immutable
    record Open(Asset asset, CreditLimit granted, CreditLimit asked) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.open(this);
        }
    }

    /**
     * The writer pays the peer on credit.
     *
     * @param part which part of a payment that was split by the limit, from 0
     * @param whole what all parts together shall come to
     * @param amount what this part pays, at most {@code whole}
     */
    @Immutable
    record Payment(PaymentId id, int part, Amount whole, Amount amount, Memo memo) implements Entry {
        public Payment {
            checkArgument(part >= 0, "parts are numbered from 0: %s", part);
            checkArgument(amount.units() <= whole.units(), "a part of %s is more than the whole %s", amount, whole);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.payment(this);
        }
    }

    /** The writer pays the peer many times; the payment at index i is known as (id, i). */
    @Immutable
    record PaymentBatch(PaymentId id, Amounts amounts, Memo memo) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.paymentBatch(this);
        }
    }

    /** The writer lets the peer owe it this much from now on; it may be less than the present debt. */
    @Immutable
    record LimitChange(CreditLimit limit) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.limitChange(this);
        }
    }

    /** The writer, a debtor, announces that it will pay on the ledger. */
    @Immutable
    record SettlementIntent(long number, Amount amount, AccountId payer) implements Entry {
        public SettlementIntent {
            checkNumber(number);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settlementIntent(this);
        }
    }

    /**
     * The writer, a creditor, says how much of the announced settlement it accepts.
     *
     * @param units 0 (declined) to {@link Amount#MAX_UNITS}
     * @param payee where the debtor shall transfer exactly that much
     */
    @Immutable
    record SettlementAnswer(long number, long units, AccountId payee) implements Entry {
        public SettlementAnswer {
            checkNumber(number);
            checkArgument(units == 0 || Amount.isValid(units), "an answer is 0 or an amount: %s", units);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settlementAnswer(this);
        }
    }

    /** The writer, a debtor, withdraws: nothing was submitted, or the ledger has refused for good. */
    @Immutable
    record SettlementCancelled(long number) implements Entry {
        public SettlementCancelled {
            checkNumber(number);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settlementCancelled(this);
        }
    }

    /** The writer, a creditor, has verified the transfer on the ledger and counts it. */
    @Immutable
    record SettlementCredit(long number, Amount amount, TransactionId transaction) implements Entry {
        public SettlementCredit {
            checkNumber(number);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.settlementCredit(this);
        }
    }

    private static void checkNumber(long number) {
        checkArgument(number >= 1, "settlements are numbered from 1: %s", number);
    }
}
