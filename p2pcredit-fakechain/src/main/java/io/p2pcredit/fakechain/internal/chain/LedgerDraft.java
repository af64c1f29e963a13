package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.chain.CandidateLedger.KeyOfSender;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One candidate's ledger in a {@link Draft}: what is to change, over what is. */
final class LedgerDraft {
    private final @Nullable CandidateLedger present;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<KeyOfSender, Transfer> decidedByKey = new HashMap<>();
    private int users;
    private int transfers;
    private long newestNumber;
    private long origin;

    /** @param present absent if there is none, or if it is to be deleted */
    LedgerDraft(@Nullable CandidateLedger present) {
        this.present = present;
        if (present != null) {
            users = present.users();
            transfers = present.transfers();
            newestNumber = present.newestNumber();
            origin = present.origin();
        }
    }

    @Nullable
    Account account(String name) {
        Account changed = accounts.get(name);
        return changed != null || present == null ? changed : present.account(name);
    }

    @Nullable
    Transfer decided(String sender, SettlementKey key) {
        Transfer added = decidedByKey.get(new KeyOfSender(sender, key));
        return added != null || present == null ? added : present.decided(sender, key);
    }

    int users() {
        return users;
    }

    int transfers() {
        return transfers;
    }

    /** The last executed transfer's number, or 0 if there is none. */
    long newestNumber() {
        return newestNumber;
    }

    /** The number of its first transfer; 0 if there is no ledger. */
    long origin() {
        return origin;
    }

    void begin(long first) {
        origin = first;
    }

    void open(Account account) {
        write(account);
        users++;
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
            newestNumber = transfer.number();
            add(transfer.sender(), -transfer.amount());
            add(transfer.receiver(), transfer.amount());
        }
    }

    private void add(String name, long units) {
        Account account = Objects.requireNonNull(account(name));
        write(account.withBalance(account.balance() + units));
    }
}
