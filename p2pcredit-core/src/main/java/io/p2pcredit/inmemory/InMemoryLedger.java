package io.p2pcredit.inmemory;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One peer's access to the accounts of its world: reads them all, pays out of its own. Answers at once. Thread-safe.
 */
final class InMemoryLedger implements Ledger {
    private static final Set<Capability> ALL = Set.copyOf(EnumSet.allOf(Capability.class));

    private final InMemoryAccounts accounts;
    private final AccountId own;

    InMemoryLedger(InMemoryAccounts accounts, PeerId owner) {
        this.accounts = accounts;
        this.own = accountNamed(owner);
    }

    static AccountId accountNamed(PeerId peer) {
        return AccountId.of(peer.name());
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return completed(Optional.of(ALL));
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return accountNamed(peer);
    }

    @Override
    public CompletionStage<OptionalLong> balance(AccountId account) {
        return completed(accounts.balance(account));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return completed(
                transfer.payer().equals(own)
                        ? accounts.submit(transfer)
                        : new SubmitOutcome.Rejected("the payer's account is not this node's own"));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return completed(accounts.lookUp(payer, key));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return completed(Optional.of(accounts.incoming(payee, after)));
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
