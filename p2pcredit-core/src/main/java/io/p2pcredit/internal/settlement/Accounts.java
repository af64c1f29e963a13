package io.p2pcredit.internal.settlement;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.machine.LineIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether the two accounts of a settlement are on the ledger and belong to the keys of the line. A name that was deleted
 * and taken again is somebody else's account. For any thread.
 */
final class Accounts {
    private final Ledger ledger;

    Accounts(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What the ledger says of the two accounts. */
    enum Finding {
        FIT,
        /** The ledger could not be asked. */
        SILENCE,
        MISSING,
        CHANGED_HANDS,
        OWN_MISSING;

        /** Why nothing is settled; empty if that is possible. */
        Optional<RefusalCode> refusal() {
            return switch (this) {
                case FIT -> Optional.empty();
                case SILENCE -> Optional.of(RefusalCode.LEDGER_UNREACHABLE);
                case MISSING -> Optional.of(RefusalCode.ACCOUNT_MISSING);
                case CHANGED_HANDS -> Optional.of(RefusalCode.ACCOUNT_CHANGED_HANDS);
                case OWN_MISSING -> Optional.of(RefusalCode.OWN_ACCOUNT_MISSING);
            };
        }

        /** Why what was agreed is not handed over; empty if nothing speaks against it for good. */
        Optional<Code> obstacle() {
            return switch (this) {
                case FIT, SILENCE -> Optional.empty();
                case MISSING -> Optional.of(Code.ACCOUNT_MISSING);
                case CHANGED_HANDS -> Optional.of(Code.ACCOUNT_CHANGED_HANDS);
                case OWN_MISSING -> Optional.of(Code.OWN_ACCOUNT_MISSING);
            };
        }
    }

    /** Asks about the accounts of a line; a ledger that shows no accounts has nothing to say against them. */
    CompletionStage<Finding> check(Optional<Abilities> abilities, LineIdentity line) {
        if (abilities.isEmpty()) {
            return CompletableFuture.completedStage(Finding.SILENCE);
        }
        if (!abilities.get().showsBalances()) {
            return CompletableFuture.completedStage(Finding.FIT);
        }
        return ledger.balance(line.ownAccount())
                .thenCombine(ledger.balance(line.peerAccount()), (own, peers) -> finding(line, own, peers));
    }

    private static Finding finding(LineIdentity line, BalanceOutcome own, BalanceOutcome peers) {
        if (own instanceof BalanceOutcome.Unknown || peers instanceof BalanceOutcome.Unknown) {
            return Finding.SILENCE;
        }
        if (!belongs(own, line.self())) {
            return Finding.OWN_MISSING;
        }
        if (peers instanceof BalanceOutcome.NoAccount) {
            return Finding.MISSING;
        }
        return belongs(peers, line.peerKey()) ? Finding.FIT : Finding.CHANGED_HANDS;
    }

    /** A ledger that knows of no owner says nothing against one. */
    private static boolean belongs(BalanceOutcome account, PublicKey key) {
        return account instanceof BalanceOutcome.Funds funds
                && funds.owner().filter(owner -> !owner.equals(key)).isEmpty();
    }
}
