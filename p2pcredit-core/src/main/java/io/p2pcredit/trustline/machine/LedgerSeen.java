package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.LedgerInstance;
import java.util.Optional;

/**
 * The ledger as it was found at some time.
 *
 * @param tellsKeysApart whether the same transfer under the same key moves money once, however often it is handed over
 * @param instance which one it was, if it says so
 */
@Immutable
public record LedgerSeen(boolean tellsKeysApart, Optional<LedgerInstance> instance) {
    /** Whether what was recorded on this one is certainly not on the other one. */
    boolean isGoneFrom(LedgerSeen other) {
        return instance.isPresent() && !instance.equals(other.instance);
    }

    /** Whether a transfer that was handed to this one may be handed to the other one as the same. */
    public boolean isSafeToRepeatOn(LedgerSeen other) {
        return tellsKeysApart && other.tellsKeysApart && instance.equals(other.instance);
    }
}
