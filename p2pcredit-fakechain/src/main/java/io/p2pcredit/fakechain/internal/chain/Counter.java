package io.p2pcredit.fakechain.internal.chain;

import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.fakechain.internal.key.PrivateKey;
import io.p2pcredit.fakechain.internal.key.PrivateKeys;
import java.util.Optional;

/**
 * Where orders are handed in: checks the private key that comes with one, then lets {@link Orders} decide. Thread-safe;
 * checking a key for the first time is slow, and others are served meanwhile.
 */
public final class Counter {
    private final PrivateKeys keys = new PrivateKeys();
    private final Chain chain;
    private final Orders orders;

    /** @param orders of this chain */
    public Counter(Chain chain, Orders orders) {
        this.chain = chain;
        this.orders = orders;
    }

    /** For everything that changes nothing. */
    public Chain chain() {
        return chain;
    }

    /** For everything that needs no private key. */
    public Orders orders() {
        return orders;
    }

    /**
     * Opens the account, or updates where its owner is.
     *
     * @return why not, or nothing if it was done
     */
    public Optional<Refusal> register(Registration order, PrivateKey key) {
        while (true) {
            Optional<Account> present = chain.account(order.candidate(), order.name());
            if (present.isPresent() && !keys.matches(key, present.get().keyHash())) {
                return Optional.of(Refusal.NAME_TAKEN);
            }
            KeyHash hash = present.map(Account::keyHash).orElseGet(() -> keys.hash(key));
            Optional<Refusal> refusal = orders.register(order, hash);
            if (!refusal.equals(Optional.of(Refusal.NAME_TAKEN))) {
                return refusal;
            }
            // Somebody registered the name while the key was hashed: it may be the same owner.
        }
    }

    public TransferResult transfer(TransferOrder order, PrivateKey key) {
        Optional<Account> sender = chain.account(order.candidate(), order.sender());
        if (sender.isEmpty()) {
            return new TransferResult.NotAllowed(Refusal.UNKNOWN_SENDER);
        }
        KeyHash hash = sender.get().keyHash();
        return keys.matches(key, hash)
                ? orders.transfer(order, hash)
                : new TransferResult.NotAllowed(Refusal.WRONG_PRIVATE_KEY);
    }
}
