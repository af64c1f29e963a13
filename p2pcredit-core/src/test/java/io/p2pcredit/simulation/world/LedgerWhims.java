package io.p2pcredit.simulation.world;

import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

/**
 * How often a ledger does what no ledger should; each probability from 0 to 1.
 *
 * @param hangs that a question, or a transfer, never gets an answer, though a transfer is made
 * @param lies that an answer to the victim is not true
 * @param victim whom it lies to; nobody if absent
 */
public record LedgerWhims(double hangs, double lies, Optional<PeerId> victim) {
    /** A ledger without whims. */
    public static LedgerWhims none() {
        return new LedgerWhims(0, 0, Optional.empty());
    }

    /** Mostly none. Only a ledger that can do everything, and says which one it is, lies: from others nothing follows. */
    public static LedgerWhims of(Chance chance, LedgerNature nature, PeerId victim) {
        double hangs = chance.hits(0.2) ? chance.sometimes(0.3) : 0;
        boolean lies = chance.hits(0.35) && nature.equals(LedgerNature.full());
        return new LedgerWhims(hangs, lies ? chance.sometimes(0.5) : 0, Optional.of(victim));
    }

    boolean liesTo(PeerId peer) {
        return lies > 0 && victim.filter(peer::equals).isPresent();
    }
}
