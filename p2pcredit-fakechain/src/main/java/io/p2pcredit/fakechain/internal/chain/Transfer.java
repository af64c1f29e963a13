package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.SettlementKey;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger decided about a transfer: executed (it has a number), or refused (it has a reason). Final either way.
 *
 * @param key absent if it was paid over the original interface
 * @param number what the transaction is known by; 0 if it was refused. A later one has a higher number, also when its
 *     ledger started from nothing in between
 */
@Immutable
public record Transfer(
        String sender,
        String receiver,
        long amount,
        @Nullable SettlementKey key,
        long number,
        @Nullable Refusal refusal) {
    static Transfer executed(TransferOrder order, long number) {
        return new Transfer(order.sender(), order.receiver(), order.amount(), order.key(), number, null);
    }

    static Transfer refused(TransferOrder order, Refusal refusal) {
        return new Transfer(order.sender(), order.receiver(), order.amount(), order.key(), 0, refusal);
    }

    boolean answers(TransferOrder order) {
        return sender.equals(order.sender()) && receiver.equals(order.receiver()) && amount == order.amount();
    }

    public boolean isExecuted() {
        return refusal == null;
    }
}
