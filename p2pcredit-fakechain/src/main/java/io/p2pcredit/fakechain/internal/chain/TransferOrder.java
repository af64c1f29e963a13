package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.SettlementKey;
import org.jspecify.annotations.Nullable;

/**
 * The order to move funds.
 *
 * @param amount positive; one that the ledger cannot represent is refused
 * @param key chosen by the sender: the ledger decides once for each sender and key. Absent on the original interface
 */
@Immutable
public record TransferOrder(
        String candidate,
        String sender,
        String receiver,
        long amount,
        @Nullable SettlementKey key) {
    public TransferOrder {
        if (amount <= 0) {
            throw new IllegalArgumentException("an amount is positive: " + amount);
        }
    }
}
