package io.p2pcredit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/**
 * What to pay to whom: one amount, or a batch of up to 10,000 that travels as one.
 *
 * @param id chosen by the caller so that it can ask again and pay once; empty: the node makes one
 */
public record PaymentOrder(PeerId peer, Amounts amounts, boolean isBatch, Memo memo, Optional<PaymentId> id) {
    /** @throws IllegalArgumentException if there are several amounts and no batch */
    public PaymentOrder {
        requireNonNull(peer, "peer");
        requireNonNull(memo, "memo");
        requireNonNull(id, "id");
        checkArgument(isBatch || amounts.count() == 1, "one payment has one amount, not %s", amounts.count());
    }

    /** @throws IllegalArgumentException unless the amount is a whole number from 1 to {@link Amount#MAX_UNITS} */
    public static PaymentOrder to(PeerId peer, long amount) {
        return new PaymentOrder(peer, Amounts.of(amount), false, Memo.NONE, Optional.empty());
    }

    /** Many small payments with one signature and one durable write. A batch is never split. */
    public static PaymentOrder batch(PeerId peer, Amounts amounts) {
        return new PaymentOrder(peer, amounts, true, Memo.NONE, Optional.empty());
    }

    /** @throws IllegalArgumentException if the memo has more than {@link Memo#MAX_BYTES} bytes */
    public PaymentOrder withMemo(String memo) {
        return new PaymentOrder(peer, amounts, isBatch, Memo.of(memo), id);
    }

    /**
     * The same under an id of the caller's own. Asked for again with the same peer and the same amount it is paid once,
     * for ever, and the first result comes back; with other contents it is refused.
     */
    public PaymentOrder withId(PaymentId chosen) {
        return new PaymentOrder(peer, amounts, isBatch, memo, Optional.of(chosen));
    }
}
