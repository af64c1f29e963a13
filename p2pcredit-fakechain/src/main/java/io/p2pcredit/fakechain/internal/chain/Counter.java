package io.p2pcredit.fakechain.internal.chain;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where orders are handed in: checks the private key that comes with one, then lets the {@link Chain} decide.
 * Thread-safe; checking a key for the first time is slow, and others are served meanwhile.
 */
public final class Counter {
    /** So many transfers a millisecond, on average, before a chain could reach where a later one starts. */
    private static final int ORIGIN_BITS = 20;

    private final PrivateKeys keys = new PrivateKeys();
    private final Chain chain;

    public Counter(Chain chain) {
        this.chain = chain;
    }

    /** A counter before an empty chain. */
    public static Counter ofNewChain() {
        SecureRandom random = new SecureRandom();
        return new Counter(new Chain(
                () -> System.currentTimeMillis() << ORIGIN_BITS | random.nextInt(1 << ORIGIN_BITS),
                Chain.Capacity.DEFAULT));
    }

    /** For everything that needs no private key. */
    public Chain chain() {
        return chain;
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
            Optional<Refusal> refusal = chain.register(order, hash);
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
                ? chain.transfer(order, hash)
                : new TransferResult.NotAllowed(Refusal.WRONG_PRIVATE_KEY);
    }
}
