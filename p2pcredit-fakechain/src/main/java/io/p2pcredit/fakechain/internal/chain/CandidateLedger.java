package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.trustline.SettlementKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The accounts and transfers of one candidate. Not thread-safe: {@link Chain} guards it. */
final class CandidateLedger {
    private final NavigableMap<String, Account> accounts = new TreeMap<>();
    private final Map<KeyOfSender, Transfer> decidedByKey = new HashMap<>();
    private final List<Transfer> executed = new ArrayList<>();
    private final Map<AccountFlow, List<Transfer>> executedByAccount = new HashMap<>();
    private final long origin;
    private int transfers;

    /** An empty ledger, whose first transfer has the given number. */
    CandidateLedger(long origin) {
        this.origin = origin;
    }

    /** Where its numbers start, which no other ledger's do. */
    long origin() {
        return origin;
    }

    @Nullable
    Account account(String name) {
        return accounts.get(name);
    }

    int users() {
        return accounts.size();
    }

    /** Everything that was decided and recorded. */
    int transfers() {
        return transfers;
    }

    /** Accounts in the order of their names, after the one given. */
    List<Account> accounts(@Nullable String after, int limit) {
        NavigableMap<String, Account> rest = after == null ? accounts : accounts.tailMap(after, false);
        return rest.values().stream().limit(limit).toList();
    }

    @Nullable
    Transfer decided(String sender, SettlementKey key) {
        return decidedByKey.get(new KeyOfSender(sender, key));
    }

    @Nullable
    Transfer executed(long number) {
        boolean known = !executed.isEmpty() && number >= executed.get(0).number() && number <= newestNumber();
        return known ? executed.get((int) (number - executed.get(0).number())) : null;
    }

    /** Oldest first, after the one with the given number. */
    List<Transfer> transfers(Flow flow, String account, long after, int limit) {
        List<Transfer> all = executedByAccount.getOrDefault(new AccountFlow(account, flow), List.of());
        int start = firstAfter(all, after);
        return List.copyOf(all.subList(start, Math.min(all.size(), start + limit)));
    }

    private static int firstAfter(List<Transfer> transfers, long number) {
        int low = 0;
        int high = transfers.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (transfers.get(middle).number() <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The last executed transfer's number, or 0 if there is none. They are numbered without a gap. */
    long newestNumber() {
        return executed.isEmpty() ? 0 : executed.get(executed.size() - 1).number();
    }

    void write(Account account) {
        accounts.put(account.name(), account);
    }

    void record(Transfer transfer) {
        transfers++;
        if (transfer.key() != null) {
            decidedByKey.put(new KeyOfSender(transfer.sender(), transfer.key()), transfer);
        }
        if (transfer.isExecuted()) {
            execute(transfer);
        }
    }

    private void execute(Transfer transfer) {
        accounts.computeIfPresent(transfer.sender(), (name, a) -> a.withBalance(a.balance() - transfer.amount()));
        accounts.computeIfPresent(transfer.receiver(), (name, a) -> a.withBalance(a.balance() + transfer.amount()));
        executed.add(transfer);
        list(transfer.sender(), Flow.OUTGOING).add(transfer);
        list(transfer.receiver(), Flow.INCOMING).add(transfer);
    }

    private List<Transfer> list(String account, Flow flow) {
        return executedByAccount.computeIfAbsent(new AccountFlow(account, flow), key -> new ArrayList<>());
    }

    record KeyOfSender(String sender, SettlementKey key) {}

    private record AccountFlow(String account, Flow flow) {}
}
