package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.p2pcredit.fakechain.internal.chain.Change.AccountMoved;
import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.EverythingDeleted;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All candidates' ledgers, as they are: everything that is seen here is recorded for good. {@link #apply} is the only
 * place where the state changes; what becomes a change is decided by {@link Orders}. The sum of a ledger's balances is
 * always the sum of its starting funds. Candidates see nothing of each other.
 *
 * <p>Thread-safe: one lock, held only for look-ups in memory.
 */
public final class Chain {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, CandidateLedger> ledgers = new HashMap<>();

    @GuardedBy("lock")
    private int users;

    @GuardedBy("lock")
    private int transfers;

    @GuardedBy("lock")
    private long newestNumber;

    /** An empty chain. */
    public Chain() {
        this(0);
    }

    /**
     * An empty chain.
     *
     * @param newestNumber the highest that any transfer has had, or 0: none may have it again
     */
    public Chain(long newestNumber) {
        this.newestNumber = newestNumber;
    }

    /** The origin of the candidate's ledger, which no other one has or will have; 0 while there is none. */
    public long origin(String candidate) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            return ledger == null ? 0 : ledger.origin();
        }
    }

    public Optional<Account> account(String candidate, String name) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            return ledger == null ? Optional.empty() : Optional.ofNullable(ledger.account(name));
        }
    }

    /** All accounts in the order of their names. */
    public List<Account> accounts(String candidate) {
        return accounts(candidate, null, Integer.MAX_VALUE);
    }

    /**
     * Accounts in the order of their names.
     *
     * @param after the name to start after; from the first if absent
     */
    public List<Account> accounts(String candidate, @Nullable String after, int limit) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            return ledger == null ? List.of() : ledger.accounts(after, limit);
        }
    }

    /** What was decided about the sender's transfer with this key. */
    public Optional<Transfer> transfer(String candidate, String sender, SettlementKey key) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            return ledger == null ? Optional.empty() : Optional.ofNullable(ledger.decided(sender, key));
        }
    }

    /** The executed transfer with this number. */
    public Optional<Transfer> transfer(String candidate, long number) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            return ledger == null ? Optional.empty() : Optional.ofNullable(ledger.executed(number));
        }
    }

    /**
     * An account's executed transfers, oldest first.
     *
     * @param after the number of the last one already seen, or 0
     */
    public List<Transfer> transfers(AccountQuery query, long after, int limit) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(query.candidate());
            return ledger == null ? List.of() : ledger.transfers(query.flow(), query.account(), after, limit);
        }
    }

    /** Whose transfers, and which. */
    public record AccountQuery(String candidate, String account, Flow flow) {}

    /** How many accounts all ledgers have. */
    int users() {
        synchronized (lock) {
            return users;
        }
    }

    /** How many transfers were decided about, those of deleted users left out. */
    int transfers() {
        synchronized (lock) {
            return transfers;
        }
    }

    /** The highest that any transfer has had, those of deleted users included; 0 if there was none. */
    long newestNumber() {
        synchronized (lock) {
            return newestNumber;
        }
    }

    /** The candidate's ledger, for nobody but who applies changes: it is not thread-safe. */
    @Nullable
    CandidateLedger ledger(String candidate) {
        synchronized (lock) {
            return ledgers.get(candidate);
        }
    }

    /** Makes the changes true, in this order. Nobody sees some of them without the others. */
    void apply(List<Change> changes) {
        synchronized (lock) {
            changes.forEach(this::apply);
        }
    }

    @GuardedBy("lock")
    private void apply(Change change) {
        if (change instanceof EverythingDeleted deleted) {
            newestNumber = Math.max(newestNumber, deleted.newestNumber());
            CandidateLedger gone = Objects.requireNonNull(ledgers.remove(change.candidate()));
            users -= gone.users();
            transfers -= gone.transfers();
        } else if (change instanceof LedgerBegun begun) {
            ledgers.put(change.candidate(), new CandidateLedger(begun.origin()));
        } else if (change instanceof AccountOpened opened) {
            Objects.requireNonNull(ledgers.get(change.candidate())).write(opened.account());
            users++;
        } else if (change instanceof AccountMoved moved) {
            Objects.requireNonNull(ledgers.get(change.candidate())).write(moved.account());
        } else if (change instanceof TransferDecided decided) {
            newestNumber = Math.max(newestNumber, decided.transfer().number());
            Objects.requireNonNull(ledgers.get(change.candidate())).record(decided.transfer());
            transfers++;
        }
    }
}
