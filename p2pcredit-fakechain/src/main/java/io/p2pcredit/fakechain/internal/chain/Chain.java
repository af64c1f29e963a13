package io.p2pcredit.fakechain.internal.chain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.p2pcredit.fakechain.internal.chain.Change.AccountWritten;
import io.p2pcredit.fakechain.internal.chain.Change.EverythingDeleted;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.KeyUsed;
import io.p2pcredit.fakechain.internal.chain.TransferResult.NotAllowed;
import io.p2pcredit.trustline.SettlementKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All candidates' ledgers. An order is decided against the state and becomes one {@link Change}, or none;
 * {@link #apply} is the only place where the state changes. The sum of a ledger's balances is always the sum of its
 * starting funds.
 *
 * <p>Who gives an order proves it by naming the {@link KeyHash} that the private key was found to match: the slow
 * comparison happens outside, and the chain only checks that the account still has this hash. Candidates see nothing of
 * each other.
 *
 * <p>Thread-safe: one lock, held only for look-ups in memory.
 */
public final class Chain {
    private final Object lock = new Object();
    private final LongSupplier origins;
    private final Capacity capacity;

    @GuardedBy("lock")
    private final Map<String, CandidateLedger> ledgers = new HashMap<>();

    @GuardedBy("lock")
    private int users;

    @GuardedBy("lock")
    private int transfers;

    @GuardedBy("lock")
    private long newestNumber;

    /**
     * @param origins where a new ledger starts to number its transfers. Positive, and higher than everything that an
     *     earlier chain gave out: else a client that remembers a number from there would overlook transfers here
     */
    public Chain(LongSupplier origins, Capacity capacity) {
        this.origins = origins;
        this.capacity = capacity;
    }

    /**
     * How much is held in memory, over all candidates.
     *
     * @param users accounts
     * @param transfers executed ones, and refusals that were recorded
     */
    public record Capacity(int users, int transfers) {
        public static final Capacity DEFAULT = new Capacity(100_000, 1_000_000);
    }

    /**
     * Opens the account, or updates where its owner is.
     *
     * @param keyHash of the owner's private key: the one that the account has, if it exists
     * @return why not, or nothing if it was done
     */
    public Optional<Refusal> register(Registration order, KeyHash keyHash) {
        synchronized (lock) {
            Account present = find(order.candidate(), order.name());
            if (present != null && !present.keyHash().equals(keyHash)) {
                return Optional.of(Refusal.NAME_TAKEN);
            }
            if (present == null && users >= capacity.users()) {
                return Optional.of(Refusal.TOO_MANY_USERS);
            }
            Account account = present == null
                    ? new Account(order.name(), order.funds(), keyHash, order.peeringInfo(), order.identityKey())
                    : present.movedTo(order.peeringInfo(), order.identityKey());
            apply(new AccountWritten(order.candidate(), nextOrigin(), account));
            return Optional.empty();
        }
    }

    /**
     * Moves funds, once for each sender and key: the first decision, a refusal included, is the answer for ever.
     *
     * @param senderKey the hash that the given private key was found to match
     */
    public TransferResult transfer(TransferOrder order, KeyHash senderKey) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(order.candidate());
            Account sender = ledger == null ? null : ledger.account(order.sender());
            if (ledger == null || sender == null) {
                return new NotAllowed(Refusal.UNKNOWN_SENDER);
            }
            if (!sender.keyHash().equals(senderKey)) {
                return new NotAllowed(Refusal.WRONG_PRIVATE_KEY);
            }
            Transfer earlier = order.key() == null ? null : ledger.decided(order.sender(), order.key());
            if (earlier != null) {
                return earlier.answers(order) ? new Decided(earlier) : new KeyUsed(earlier);
            }
            if (transfers >= capacity.transfers()) {
                return new NotAllowed(Refusal.TOO_MANY_TRANSFERS);
            }
            Transfer transfer = decide(order, ledger, sender);
            apply(new TransferDecided(order.candidate(), transfer));
            return new Decided(transfer);
        }
    }

    private static Transfer decide(TransferOrder order, CandidateLedger ledger, Account sender) {
        Refusal refusal = refusal(order, sender, ledger.account(order.receiver()));
        return refusal == null ? Transfer.executed(order, ledger.nextNumber()) : Transfer.refused(order, refusal);
    }

    private static @Nullable Refusal refusal(TransferOrder order, Account sender, @Nullable Account receiver) {
        if (order.sender().equals(order.receiver())) {
            return Refusal.SAME_ACCOUNT;
        }
        if (receiver == null) {
            return Refusal.UNKNOWN_RECEIVER;
        }
        if (order.amount() > Units.MAX) {
            return Refusal.AMOUNT_TOO_LARGE;
        }
        if (order.amount() > sender.balance()) {
            return Refusal.INSUFFICIENT_FUNDS;
        }
        return Units.isBalance(receiver.balance() + order.amount()) ? null : Refusal.BALANCE_TOO_LARGE;
    }

    /**
     * Makes the candidate's ledger as if it had never been. Other candidates keep theirs.
     *
     * @return how many users it had
     */
    public int deleteAllUsers(String candidate) {
        synchronized (lock) {
            CandidateLedger ledger = ledgers.get(candidate);
            if (ledger == null) {
                return 0;
            }
            apply(new EverythingDeleted(candidate));
            return ledger.users();
        }
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
            return Optional.ofNullable(find(candidate, name));
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

    @GuardedBy("lock")
    private void apply(Change change) {
        if (change instanceof EverythingDeleted) {
            CandidateLedger gone = Objects.requireNonNull(ledgers.remove(change.candidate()));
            users -= gone.users();
            transfers -= gone.transfers();
        } else if (change instanceof AccountWritten written) {
            boolean isNew = ledgers.computeIfAbsent(
                            change.candidate(), candidate -> new CandidateLedger(written.origin()))
                    .write(written.account());
            users += isNew ? 1 : 0;
        } else if (change instanceof TransferDecided decided) {
            newestNumber = Math.max(newestNumber, decided.transfer().number());
            Objects.requireNonNull(ledgers.get(change.candidate())).record(decided.transfer());
            transfers++;
        }
    }

    @GuardedBy("lock")
    private long nextOrigin() {
        return Math.max(origins.getAsLong(), newestNumber + 1);
    }

    @GuardedBy("lock")
    private @Nullable Account find(String candidate, String name) {
        CandidateLedger ledger = ledgers.get(candidate);
        return ledger == null ? null : ledger.account(name);
    }
}
