package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A user of one candidate's ledger.
 *
 * @param name 1 to 128 bytes of printable text
 * @param funds what it started with, in units, within {@link Units}
 * @param balance what it has now, in units, within {@link Units}
 * @param peeringInfo a JSON object, as compact text
 * @param identityKey what the peer signs with; absent for a user of the original interface
 */
@Immutable
public record Account(
        String name,
        long funds,
        long balance,
        KeyHash keyHash,
        String peeringInfo,
        @Nullable PublicKey identityKey) {
    /** The account as it is opened: its balance is what it starts with. */
    static Account opened(Registration order, KeyHash keyHash) {
        return new Account(
                order.name(), order.funds(), order.funds(), keyHash, order.peeringInfo(), order.identityKey());
    }

    Account withBalance(long newBalance) {
        return new Account(name, funds, newBalance, keyHash, peeringInfo, identityKey);
    }

    /** The account on a new address. An original client names no identity key, and so leaves it as it was. */
    Account movedTo(String newPeeringInfo, @Nullable PublicKey newIdentityKey) {
        return new Account(
                name, funds, balance, keyHash, newPeeringInfo, newIdentityKey == null ? identityKey : newIdentityKey);
    }
}
