package io.p2pcredit.inmemory;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A transport, a directory and a ledger for peers that live in one process. Peers listen on {@code mem://<name>}, their
 * accounts bear their names, and no money is made or lost after the accounts are opened. Nothing is encoded, nothing
 * outlives the process, and nobody is kept from reading along.
 *
 * <p>Messages are handed over on daemon threads of the world, which end when nothing is under way; so a world is never
 * closed. The ledger and the directory answer on the calling thread, and the ledger can be told to be slow, silent or
 * simple: {@link #ledgerOf}. Thread-safe.
 */
public final class InMemoryWorld {
    private final InMemoryNetwork network = new InMemoryNetwork();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ConcurrentNavigableMap<PeerId, PeerRecord> records = new ConcurrentSkipListMap<>();
    private final Map<PeerId, LedgerBehaviour> behaviours = new ConcurrentHashMap<>();

    /** A world without peers. */
    public InMemoryWorld() {}

    /**
     * Adds a peer and opens its account.
     *
     * @param funds what is in the account at first, in units; not negative
     * @return the world as the peer sees it: it publishes and pays under its own name only
     * @throws IllegalArgumentException if the world has a peer of that name, or more than 2^63 - 1 units in all
     */
    public Surroundings with(PeerId name, long funds) {
        accounts.open(InMemoryLedger.accountNamed(name), funds);
        LedgerBehaviour behaviour = new LedgerBehaviour();
        behaviours.put(name, behaviour);
        return new Surroundings(
                new InMemoryTransport(network, name), new InMemoryDirectory(records, name), accessTo(name, behaviour));
    }

    /** One more access of a peer to its account. */
    Ledger accessTo(PeerId name, LedgerBehaviour behaviour) {
        return new InMemoryLedger(accounts, this::ownerOf, name, behaviour);
    }

    /** An account belongs to the key that is published under its name. */
    private Optional<PublicKey> ownerOf(AccountId account) {
        return Optional.of(account.text())
                .filter(PeerId::isValid)
                .map(name -> records.get(PeerId.of(name)))
                .flatMap(PeerRecord::key);
    }

    /** Deletes all accounts and everything that the ledger has recorded, as if it had just been made: for tests. */
    public void resetLedger() {
        accounts.reset();
    }

    /**
     * Opens the account of a peer of this world once more, after {@link #resetLedger}.
     *
     * @throws IllegalArgumentException if there is an account of that name
     */
    public void openAccount(PeerId name, long funds) {
        accounts.open(InMemoryLedger.accountNamed(name), funds);
    }

    /**
     * How the ledger behaves towards that peer, to be changed by tests.
     *
     * @throws IllegalArgumentException if the world has no peer of that name
     */
    public LedgerBehaviour ledgerOf(PeerId name) {
        LedgerBehaviour behaviour = behaviours.get(name);
        checkArgument(behaviour != null, "there is nobody named %s", name);
        return behaviour;
    }

    /** Every transfer that the ledger has made, oldest first, those included that it has forgotten by a reset. */
    public List<Recorded> transfers() {
        return accounts.made();
    }
}
