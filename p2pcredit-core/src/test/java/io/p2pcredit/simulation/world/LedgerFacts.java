package io.p2pcredit.simulation.world;

import io.p2pcredit.trustline.SettlementKey;

/** What those know of a ledger who look at it from outside. */
public interface LedgerFacts {
    LedgerNature nature();

    /** Whether it says, or has ever said, that it is another one than at first. */
    boolean hasChanged();

    /** Whether anybody was told anything untrue of transfers under the key. */
    boolean hasLiedAbout(SettlementKey key);

    /** One that can do everything, and is always the same, and true. */
    static LedgerFacts plain() {
        return new LedgerFacts() {
            @Override
            public LedgerNature nature() {
                return LedgerNature.full();
            }

            @Override
            public boolean hasChanged() {
                return false;
            }

            @Override
            public boolean hasLiedAbout(SettlementKey key) {
                return false;
            }
        };
    }
}
