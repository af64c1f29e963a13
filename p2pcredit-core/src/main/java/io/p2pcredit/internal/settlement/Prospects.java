package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.settlement.Accounts.Finding;
import io.p2pcredit.trustline.machine.LineIdentity;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a debtor finds out before each attempt to hand a transfer over. */
record Prospects(Capabilities capabilities, Accounts accounts) {
    /** The ledger as it is now, unless it is silent, and whether the accounts fit. */
    record Prospect(Optional<Abilities> abilities, Finding finding) {
        boolean isUnclear() {
            return abilities.isEmpty() || finding == Finding.SILENCE;
        }
    }

    /** Before the first attempt: afterwards the ledger itself decides. */
    CompletionStage<Prospect> ofAll(LineIdentity line) {
        return capabilities
                .ask()
                .thenCompose(abilities ->
                        accounts.check(abilities, line).thenApply(finding -> new Prospect(abilities, finding)));
    }

    CompletionStage<Prospect> ofTheLedger() {
        return capabilities.ask().thenApply(abilities -> new Prospect(abilities, Finding.FIT));
    }
}
