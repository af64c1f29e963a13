package io.p2pcredit.internal.settlement;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.InstanceOutcome;
import io.p2pcredit.trustline.machine.LedgerSeen;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the ledger has said of itself: what it can do, and which one it is. */
record Abilities(Set<Capability> can, LedgerSeen seen) {
    Abilities {
        can = Set.copyOf(can);
    }

    /** Asks for both; empty if one of them gets no answer. */
    static CompletionStage<Optional<Abilities>> of(Ledger ledger) {
        return ledger.capabilities().thenCombine(ledger.instance(), Abilities::of);
    }

    private static Optional<Abilities> of(Optional<Set<Capability>> can, InstanceOutcome which) {
        if (can.isEmpty() || which instanceof InstanceOutcome.Unknown) {
            return Optional.empty();
        }
        boolean tellsKeysApart = can.get().contains(Capability.IDEMPOTENT_SUBMIT);
        return Optional.of(new Abilities(
                can.get(),
                new LedgerSeen(
                        tellsKeysApart,
                        which instanceof InstanceOutcome.Named named
                                ? Optional.of(named.instance())
                                : Optional.empty())));
    }

    boolean tellsKeysApart() {
        return seen.tellsKeysApart();
    }

    /** Whether a creditor can find on such a ledger what was paid to it. */
    boolean showsTransfers() {
        return can.contains(Capability.LOOK_UP) || can.contains(Capability.INCOMING);
    }

    boolean showsBalances() {
        return can.contains(Capability.BALANCE);
    }
}
