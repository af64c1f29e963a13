package io.p2pcredit.inmemory;

import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.Surroundings;
import io.p2pcredit.trustline.PeerId;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A transport, a directory and a ledger for peers that live in one process. Peers listen on {@code mem://<name>}, their
 * accounts bear their names, and no money is made or lost after the accounts are opened. Nothing is encoded, nothing
 * outlives the process, and nobody is kept from reading along.
 *
 * <p>Messages are handed over on daemon threads of the world, which end when nothing is under way; so a world is never
 * closed. The ledger and the directory answer on the calling thread. Thread-safe.
 */
public final class InMemoryWorld {
    private final InMemoryNetwork network = new InMemoryNetwork();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ConcurrentNavigableMap<PeerId, PeerRecord> records = new ConcurrentSkipListMap<>();

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
        return new Surroundings(
                new InMemoryTransport(network, name),
                new InMemoryDirectory(records, name),
                new InMemoryLedger(accounts, name));
    }
}
