package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.chain.Change.AccountMoved;
import io.p2pcredit.fakechain.internal.chain.Change.AccountOpened;
import io.p2pcredit.fakechain.internal.chain.Change.EverythingDeleted;
import io.p2pcredit.fakechain.internal.chain.Change.LedgerBegun;
import io.p2pcredit.fakechain.internal.chain.Change.TransferDecided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.Decided;
import io.p2pcredit.fakechain.internal.chain.TransferResult.KeyUsed;
import io.p2pcredit.fakechain.internal.chain.TransferResult.NotAllowed;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an order does: it is checked against a {@link Draft} of the chain, and adds one change to it, or none.
 *
 * <p>Who gives an order proves it by naming the {@link KeyHash} that the private key was found to match: the slow
 * comparison happens outside, and here it is only checked that the account still has this hash.
 *
 * @param origins where a new ledger starts to number its transfers. Positive, and higher than everything that an earlier
 *     chain gave out: else a client that remembers a number from there would overlook transfers here
 */
public record Rules(LongSupplier origins, Capacity capacity) {
    /** So many transfers a millisecond, on average, before a chain could reach where a later one starts. */
    private static final int ORIGIN_BITS = 20;

    /** Those of a server. */
    public static Rules usual() {
        SecureRandom random = new SecureRandom();
        return new Rules(
                () -> System.currentTimeMillis() << ORIGIN_BITS | random.nextInt(1 << ORIGIN_BITS), Capacity.DEFAULT);
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

    Optional<Refusal> register(Draft draft, Registration order, KeyHash keyHash) {
        Account present = draft.ledger(order.candidate()).account(order.name());
        if (present != null && !present.keyHash().equals(keyHash)) {
            return Optional.of(Refusal.NAME_TAKEN);
        }
        if (present == null && draft.users() >= capacity.users()) {
            return Optional.of(Refusal.TOO_MANY_USERS);
        }
        if (draft.ledger(order.candidate()).origin() == 0) {
            long origin = Math.max(origins.getAsLong(), draft.newestNumber() + 1);
            draft.add(new LedgerBegun(order.candidate(), origin));
        }
        draft.add(
                present == null
                        ? new AccountOpened(order.candidate(), Account.opened(order, keyHash))
                        : new AccountMoved(
                                order.candidate(), present.movedTo(order.peeringInfo(), order.identityKey())));
        return Optional.empty();
    }

    TransferResult transfer(Draft draft, TransferOrder order, KeyHash senderKey) {
        LedgerDraft ledger = draft.ledger(order.candidate());
        Account sender = ledger.account(order.sender());
        if (sender == null) {
            return new NotAllowed(Refusal.UNKNOWN_SENDER);
        }
        if (!sender.keyHash().equals(senderKey)) {
            return new NotAllowed(Refusal.WRONG_PRIVATE_KEY);
        }
        Transfer earlier = order.key() == null ? null : ledger.decided(order.sender(), order.key());
        if (earlier != null) {
            return earlier.answers(order) ? new Decided(earlier) : new KeyUsed(earlier);
        }
        if (draft.transfers() >= capacity.transfers()) {
            return new NotAllowed(Refusal.TOO_MANY_TRANSFERS);
        }
        Refusal refusal = refusal(order, sender, ledger.account(order.receiver()));
        Transfer transfer =
                refusal == null ? Transfer.executed(order, nextNumber(ledger)) : Transfer.refused(order, refusal);
        draft.add(new TransferDecided(order.candidate(), transfer));
        return new Decided(transfer);
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

    private static long nextNumber(LedgerDraft ledger) {
        long newest = ledger.newestNumber();
        return newest > 0 ? newest + 1 : ledger.origin();
    }

    int deleteAllUsers(Draft draft, String candidate) {
        LedgerDraft ledger = draft.ledger(candidate);
        int users = ledger.users();
        if (users > 0) {
            draft.add(new EverythingDeleted(candidate, Math.max(draft.newestNumber(), ledger.origin())));
        }
        return users;
    }
}
