package io.p2pcredit.examples;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.inmemory.InMemoryWorld;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Settles on a ledger of the application's own: here the cash book of a club, in memory. What matters is in
 * {@link CashBook#submit}: a key is decided once, for ever, whatever is asked again under it.
 */
public final class CustomLedger {
    private CustomLedger() {}

    public static void main(String[] arguments) {
        InMemoryWorld world = new InMemoryWorld();
        CashBook book = new CashBook(Map.of("Alice", 50L, "Bob", 0L));
        PeerId bob = PeerId.of("Bob");
        try (CreditNode a = start(world, book, PeerId.of("Alice"));
                CreditNode b = start(world, book, bob)) {
            a.propose(b.self(), CreditLimit.of(100)).join();
            a.pay(PaymentOrder.to(bob, 30)).acknowledged().join();
            a.settle(bob, SettleOrder.everything()).finished().join();
            System.out.println(book);
        }
    }

    private static CreditNode start(InMemoryWorld world, CashBook book, PeerId name) {
        Surroundings all = world.with(name, 0);
        return CreditNode.builder(name)
                .in(new Surroundings(all.transport(), all.directory(), book.of(name)))
                .inMemory()
                .admission(AdmissionPolicy.upTo(100))
                .start();
    }

    /** Everybody's cash, and every transfer by payer and key. Nobody can overdraw. Thread-safe. */
    static final class CashBook {
        private final Map<String, Long> cash = new HashMap<>();
        private final Map<Entry, Decision> decided = new LinkedHashMap<>();

        CashBook(Map<String, Long> first) {
            cash.putAll(first);
        }

        private record Entry(AccountId payer, SettlementKey key) {}

        private record Decision(Ledger.Transfer transfer, Ledger.SubmitOutcome outcome) {}

        /** The book as one member may use it: it moves its own cash only. */
        Ledger of(PeerId member) {
            return new Desk(this, AccountId.of(member.name()));
        }

        synchronized Ledger.SubmitOutcome submit(Ledger.Transfer transfer) {
            Entry entry = new Entry(transfer.payer(), transfer.key());
            Decision first = decided.computeIfAbsent(entry, key -> new Decision(transfer, decide(transfer)));
            return first.transfer().equals(transfer)
                    ? first.outcome()
                    : new Ledger.SubmitOutcome.KeyUsed(first.transfer(), first.outcome());
        }

        private Ledger.SubmitOutcome decide(Ledger.Transfer transfer) {
            long units = transfer.amount().units();
            if (cash.getOrDefault(transfer.payer().text(), 0L) < units) {
                return new Ledger.SubmitOutcome.Rejected("not enough cash");
            }
            cash.merge(transfer.payer().text(), -units, Long::sum);
            cash.merge(transfer.payee().text(), units, Long::sum);
            return new Ledger.SubmitOutcome.Confirmed(TransactionId.of("page " + (decided.size() + 1)));
        }

        synchronized Ledger.LookUpOutcome lookUp(AccountId payer, SettlementKey key) {
            return Optional.ofNullable(decided.get(new Entry(payer, key)))
                    .flatMap(CashBook::recorded)
                    .<Ledger.LookUpOutcome>map(Ledger.LookUpOutcome.Found::new)
                    .orElseGet(Ledger.LookUpOutcome.NotFound::new);
        }

        synchronized Ledger.IncomingPage incoming(AccountId payee, long after) {
            List<Ledger.Recorded> all = decided.values().stream()
                    .flatMap(decision -> recorded(decision).stream())
                    .filter(recorded -> recorded.transfer().payee().equals(payee))
                    .skip(after)
                    .limit(1_000)
                    .toList();
            return new Ledger.IncomingPage(all, after + all.size());
        }

        private static Optional<Ledger.Recorded> recorded(Decision decision) {
            return decision.outcome() instanceof Ledger.SubmitOutcome.Confirmed confirmed
                    ? Optional.of(new Ledger.Recorded(decision.transfer(), confirmed.transaction()))
                    : Optional.empty();
        }

        synchronized Ledger.BalanceOutcome balance(AccountId account) {
            Long units = cash.get(account.text());
            return units == null
                    ? new Ledger.BalanceOutcome.NoAccount()
                    : new Ledger.BalanceOutcome.Funds(units, Optional.empty());
        }

        @Override
        public synchronized String toString() {
            return "Alice has " + cash.get("Alice") + ", Bob has " + cash.get("Bob");
        }
    }

    /** Answers at once; a ledger that is asked over a network completes its stages later. */
    private record Desk(CashBook book, AccountId own) implements Ledger {
        @Override
        public CompletionStage<Optional<Set<Capability>>> capabilities() {
            return CompletableFuture.completedFuture(Optional.of(Set.of(Capability.values())));
        }

        @Override
        public AccountId accountOf(PeerId peer) {
            return AccountId.of(peer.name());
        }

        @Override
        public CompletionStage<BalanceOutcome> balance(AccountId account) {
            return CompletableFuture.completedFuture(book.balance(account));
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            return CompletableFuture.completedFuture(
                    transfer.payer().equals(own)
                            ? book.submit(transfer)
                            : new SubmitOutcome.Rejected("that is somebody else's cash"));
        }

        @Override
        public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
            return CompletableFuture.completedFuture(book.lookUp(payer, key));
        }

        @Override
        public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
            return CompletableFuture.completedFuture(Optional.of(book.incoming(payee, after)));
        }
    }
}
