package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A user of one candidate's ledger.
 *
 * @param name 1 to 128 bytes of printable text
 * @param balance in units, within {@link Units}
 * @param peeringInfo a JSON object, as compact text
 * @param identityKey what the peer signs with; absent for a user of the original interface
 */
@Immutable
public record Account(
        String name,
        long balance,
        KeyHash keyHash,
        String peeringInfo,
        @Nullable PublicKey identityKey) {
    Account withBalance(long newBalance) {
        return new Account(name, newBalance, keyHash, peeringInfo, identityKey);
    }

    /** The account on a new address. An original client names no identity key, and so leaves it as it was. */
    Account movedTo(String newPeeringInfo, @Nullable PublicKey newIdentityKey) {
        return new Account(
                name, balance, keyHash, newPeeringInfo, newIdentityKey == null ? identityKey : newIdentityKey);
    }
}
