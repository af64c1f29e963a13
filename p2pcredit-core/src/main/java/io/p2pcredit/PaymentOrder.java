package io.p2pcredit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PeerId;

/** What to pay to whom: one amount, or a batch of up to 10,000 that travels as one. */
public record PaymentOrder(PeerId peer, Amounts amounts, boolean isBatch, Memo memo) {
    /** @throws IllegalArgumentException if there are several amounts and no batch */
    public PaymentOrder {
        requireNonNull(peer, "peer");
        requireNonNull(memo, "memo");
        checkArgument(isBatch || amounts.count() == 1, "one payment has one amount, not %s", amounts.count());
    }

    /** @throws IllegalArgumentException unless the amount is a whole number from 1 to {@link Amount#MAX_UNITS} */
    public static PaymentOrder to(PeerId peer, long amount) {
        return new PaymentOrder(peer, Amounts.of(amount), false, Memo.NONE);
    }

    /** Many small payments with one signature and one durable write. */
    public static PaymentOrder batch(PeerId peer, Amounts amounts) {
        return new PaymentOrder(peer, amounts, true, Memo.NONE);
    }

    /** @throws IllegalArgumentException if the memo has more than {@link Memo#MAX_BYTES} bytes */
    public PaymentOrder withMemo(String memo) {
        return new PaymentOrder(peer, amounts, isBatch, Memo.of(memo));
    }
}
