package io.p2pcredit.cli.peer;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;

/** Where a peer's trustlines are kept. */
@FunctionalInterface
public interface Storage {
    /** In memory: they end with the peer. */
    Storage PASSING = () -> new Open(new InMemoryStorage().open(), new InMemoryHistory());

    /**
     * Takes it for this peer alone; where there is nothing yet, makes it.
     *
     * @throws StorageException if it cannot be used
     */
    Open open();

    /** Both stores of a peer, closed together, after its node. */
    record Open(Journal journal, History history) implements AutoCloseable {
        /** Whether there is nothing in it. Asked before a node uses it. */
        boolean isEmpty() {
            return journal.end() == 0;
        }

        @Override
        public void close() {
            try {
                history.close();
            } finally {
                journal.close();
            }
        }
    }
}
