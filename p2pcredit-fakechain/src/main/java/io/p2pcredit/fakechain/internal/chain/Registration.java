package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.trustline.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * The order to open an account, or to publish where its owner is now.
 *
 * @param funds what a new account starts with; an existing one keeps its balance
 * @param peeringInfo a JSON object, as compact text
 * @param identityKey absent on the original interface
 */
public record Registration(
        String candidate,
        String name,
        long funds,
        String peeringInfo,
        @Nullable PublicKey identityKey) {
    public Registration {
        if (!Units.isBalance(funds)) {
            throw new IllegalArgumentException("funds are 0 to " + Units.MAX + ": " + funds);
        }
    }
}
