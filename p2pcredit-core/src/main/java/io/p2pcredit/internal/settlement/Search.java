package io.p2pcredit.internal.settlement;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A way to look for one payer's transfer on the ledger. */
@FunctionalInterface
interface Search {
    CompletionStage<Look> look();

    /** The most pages that are read in one go. */
    int MOST_LOOKS = 10_000;

    /** Looks until there is no more to be seen at once; a ledger that never comes to its end says nothing. */
    default CompletionStage<Look> toTheEnd() {
        return upTo(MOST_LOOKS);
    }

    private CompletionStage<Look> upTo(int looks) {
        return looks == 0
                ? CompletableFuture.completedFuture(new Look.Silence())
                : look().thenCompose(look -> look instanceof Look.More more
                        ? more.next().upTo(looks - 1)
                        : CompletableFuture.completedFuture(look));
    }

    /** What one look has shown. */
    sealed interface Look {
        /** The ledger has this under the payer's key, whoever was paid. */
        record Found(Recorded recorded) implements Look {}

        /** It is not there so far; this is how to look the next time. */
        record Nothing(Search next) implements Look {}

        /** It is not among what was seen, and there is more to be seen at once. */
        record More(Search next) implements Look {}

        /** The ledger did not answer. */
        record Silence() implements Look {}
    }

    /** Looks the key up. */
    static Search byKey(Ledger ledger, AccountId payer, SettlementKey key) {
        return () -> ledger.lookUp(payer, key).thenApply(outcome -> {
            if (outcome instanceof LookUpOutcome.Found found) {
                return new Look.Found(found.recorded());
            }
            return outcome instanceof LookUpOutcome.NotFound
                    ? new Look.Nothing(byKey(ledger, payer, key))
                    : new Look.Silence();
        });
    }

    /** Reads all that has come into an account, from the first transfer on, and then whatever is new. */
    static Search amongIncoming(Ledger ledger, AccountId payee, AccountId payer, SettlementKey key) {
        return new Incoming(ledger, payee, payer, key, 0);
    }

    /** The transfers into an account after a cursor. */
    record Incoming(Ledger ledger, AccountId payee, AccountId payer, SettlementKey key, long after) implements Search {
        @Override
        public CompletionStage<Look> look() {
            return ledger.incoming(payee, after)
                    .thenApply(page -> page.map(this::look).orElseGet(Look.Silence::new));
        }

        private Look look(IncomingPage page) {
            Optional<Recorded> found = page.transfers().stream()
                    .filter(recorded -> recorded.transfer().payer().equals(payer)
                            && recorded.transfer().key().equals(key))
                    .findFirst();
            if (found.isPresent()) {
                return new Look.Found(found.get());
            }
            boolean more = !page.transfers().isEmpty() && page.next() > after;
            Search next = new Incoming(ledger, payee, payer, key, Math.max(after, page.next()));
            return more ? new Look.More(next) : new Look.Nothing(next);
        }
    }
}
