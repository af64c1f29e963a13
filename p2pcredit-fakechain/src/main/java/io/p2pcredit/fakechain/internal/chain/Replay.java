package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import java.util.List;
import java.util.Optional;

/** Builds a chain out of its recorded changes again, and finds out if they cannot have been made. Not thread-safe. */
public final class Replay {
    private final Chain chain;

    /** @param newestNumber the highest that any deleted transfer has had, or 0 */
    public Replay(long newestNumber) {
        chain = new Chain(newestNumber);
    }

    /** @throws IllegalArgumentException if it cannot follow the changes before it */
    public void add(LedgerBegun begun) {
        require(begun.origin() > 0 && chain.ledger(begun.candidate()) == null, "a ledger twice");
        chain.apply(List.of(begun));
    }

    /** @throws IllegalArgumentException if it cannot follow the changes before it */
    public void add(AccountOpened opened) {
        Account account = opened.account();
        require(chain.ledger(opened.candidate()) != null, "an account of no ledger");
        require(Units.isBalance(account.funds()) && account.funds() == account.balance(), "funds");
        require(chain.account(opened.candidate(), account.name()).isEmpty(), "an account twice");
        chain.apply(List.of(opened));
    }

    /** @throws IllegalArgumentException if it cannot follow the changes before it */
    public void add(TransferDecided decided) {
        Transfer transfer = decided.transfer();
        String candidate = decided.candidate();
        Optional<Account> sender = chain.account(candidate, transfer.sender());
        require(sender.isPresent(), "a transfer of nobody's");
        require(
                transfer.key() == null
                        || chain.transfer(candidate, transfer.sender(), transfer.key())
                                .isEmpty(),
                "a key twice");
        if (transfer.isExecuted()) {
            require(isPossible(candidate, sender.get(), transfer), "a transfer that is impossible");
        }
        chain.apply(List.of(decided));
    }

    private boolean isPossible(String candidate, Account sender, Transfer transfer) {
        CandidateLedger ledger = chain.ledger(candidate);
        Optional<Account> receiver = chain.account(candidate, transfer.receiver());
        return ledger != null
                && transfer.number() == (ledger.newestNumber() == 0 ? ledger.origin() : ledger.newestNumber() + 1)
                && transfer.amount() > 0
                && transfer.amount() <= sender.balance()
                && receiver.isPresent()
                && !transfer.sender().equals(transfer.receiver())
                && Units.isBalance(receiver.get().balance() + transfer.amount());
    }

    private static void require(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new IllegalArgumentException("what is recorded contradicts itself: " + otherwise);
        }
    }

    /** The chain that all changes so far have been made to. */
    public Chain chain() {
        return chain;
    }
}
