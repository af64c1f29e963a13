package io.p2pcredit.spi;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where debts are settled: moves money from the node's own account to another one. The ledger's answer decides; silence
 * decides nothing, so an adapter must never take a time-out for a refusal, nor repeat a request that changes something
 * unless the ledger can tell that it is the same one.
 *
 * <p><b>Threads.</b> Called from any thread, calls may overlap, none may block. Every stage completes within 30
 * seconds, on any thread, and never exceptionally: what went wrong outside is an outcome.
 *
 * <p><b>Life cycle.</b> Closed by whoever made it, after the node.
 */
public interface Ledger {
    /** What the ledger can do; empty if it could not be asked. */
    CompletionStage<Optional<Set<Capability>>> capabilities();

    /**
     * Which ledger this is now. Two answers differ if and only if what was recorded at the time of the first is not the
     * ledger's any more, because it was deleted or because another ledger answers.
     */
    default CompletionStage<InstanceOutcome> instance() {
        return CompletableFuture.completedStage(new InstanceOutcome.Nameless());
    }

    /** The account that the peer of that name has here. */
    AccountId accountOf(PeerId peer);

    /** What is in an account, and whose it is. */
    CompletionStage<BalanceOutcome> balance(AccountId account);

    /**
     * Moves money out of the node's own account, at most once per key, for ever. A ledger without
     * {@link Capability#IDEMPOTENT_SUBMIT} is handed each transfer once, and again only after {@code NotSent}. The first answer that the ledger gives
     * for a key, a refusal included, is final, and the same transfer again gets it again. A transfer out of somebody
     * else's account moves nothing and uses no key up.
     */
    CompletionStage<SubmitOutcome> submit(Transfer transfer);

    /** What the ledger has recorded under the payer's key. */
    CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key);

    /**
     * Transfers into an account, oldest first, at most 1,000 at a time.
     *
     * @param after the cursor of the last page, or 0 for the first
     */
    CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after);

    /** What a ledger may be able to do. */
    enum Capability {
        /**
         * {@link #submit} moves money at most once per key. Without it nothing is submitted twice, and after a lost
         * answer a person decides.
         */
        IDEMPOTENT_SUBMIT,
        /** {@link #lookUp} works. Without it and {@link #INCOMING} a person confirms what has come. */
        LOOK_UP,
        /** {@link #incoming} works. */
        INCOMING,
        /** {@link #balance} works. */
        BALANCE
    }

    /** Which ledger it is. */
    sealed interface InstanceOutcome {
        /** This one. */
        record Named(LedgerInstance instance) implements InstanceOutcome {}

        /** The ledger does not tell itself from others, or from itself before it was reset. */
        record Nameless() implements InstanceOutcome {}

        /** The ledger could not be asked. */
        record Unknown(String reason) implements InstanceOutcome {}
    }

    /** What the ledger says of an account. */
    sealed interface BalanceOutcome {
        /**
         * The account is there.
         *
         * @param units what is in it, not negative
         * @param owner the identity key that it belongs to, if the ledger knows of one
         */
        record Funds(long units, Optional<PublicKey> owner) implements BalanceOutcome {}

        /** There is no such account. */
        record NoAccount() implements BalanceOutcome {}

        /** The ledger could not be asked. */
        record Unknown(String reason) implements BalanceOutcome {}

        /** What is in the account, if it is known. */
        default OptionalLong known() {
            return this instanceof Funds funds ? OptionalLong.of(funds.units) : OptionalLong.empty();
        }
    }

    /** A transfer to be made from one account to another under the payer's key. */
    record Transfer(SettlementKey key, AccountId payer, AccountId payee, Amount amount) {}

    /** A transfer that the ledger has made. */
    record Recorded(Transfer transfer, TransactionId transaction) {}

    /** Some incoming transfers, and where to go on. */
    record IncomingPage(List<Recorded> transfers, long next) {
        public IncomingPage {
            transfers = List.copyOf(transfers);
        }
    }

    /** How an attempt to move money ended. */
    sealed interface SubmitOutcome {
        /** The money has moved: now, or under the same key before. */
        record Confirmed(TransactionId transaction) implements SubmitOutcome {}

        /** The ledger has refused for good, and nothing has moved or ever will under this key. */
        record Rejected(String reason) implements SubmitOutcome {}

        /**
         * The key was used before for other contents, which count.
         *
         * @param recorded what the key stands for
         * @param outcome {@link Confirmed} or {@link Rejected}
         */
        record KeyUsed(Transfer recorded, SubmitOutcome outcome) implements SubmitOutcome {}

        /** The request never left: nothing was carried out, and trying again is safe on any ledger. */
        record NotSent(String reason) implements SubmitOutcome {}

        /** Nobody knows: the request may or may not have been carried out. */
        record Unknown(String reason) implements SubmitOutcome {}
    }

    /** What the ledger knows under a key. */
    sealed interface LookUpOutcome {
        /** A transfer was made under the key. */
        record Found(Recorded recorded) implements LookUpOutcome {}

        /** No transfer was made under the key so far. That says nothing about a request on its way. */
        record NotFound() implements LookUpOutcome {}

        /** The ledger could not be asked. */
        record Unknown(String reason) implements LookUpOutcome {}
    }
}
