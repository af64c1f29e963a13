package io.p2pcredit.simulation.world;

import io.p2pcredit.spi.Ledger.Capability;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a ledger is able to do, for the whole run.
 *
 * @param isNamed whether it says which ledger it is
 */
public record LedgerNature(Set<Capability> can, boolean isNamed) {
    public LedgerNature {
        can = Set.copyOf(can);
    }

    /** A ledger that can do everything. */
    public static LedgerNature full() {
        return new LedgerNature(EnumSet.allOf(Capability.class), true);
    }

    /** Most can do everything; some show nothing but balances, some not even that, some do not tell keys apart. */
    public static LedgerNature of(Chance chance) {
        if (chance.hits(0.6)) {
            return full();
        }
        Set<Capability> can = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (chance.hits(0.5)) {
                can.add(capability);
            }
        }
        return new LedgerNature(chance.hits(0.3) ? EnumSet.of(Capability.BALANCE) : can, chance.hits(0.5));
    }

    /** Whether it makes a transfer once for one key, however often it is handed over. */
    public boolean tellsKeysApart() {
        return can.contains(Capability.IDEMPOTENT_SUBMIT);
    }

    /** Whether a creditor can find there what was paid to it. */
    public boolean showsTransfers() {
        return can.contains(Capability.LOOK_UP) || can.contains(Capability.INCOMING);
    }

    public boolean can(Capability capability) {
        return can.contains(capability);
    }
}
