package io.p2pcredit.inmemory;

import io.p2pcredit.contract.JournalContract;
import io.p2pcredit.spi.Journal;
import java.util.Optional;

class InMemoryJournalTest extends JournalContract {
    private final InMemoryStorage storage = new InMemoryStorage();

    @Override
    protected Journal open() {
        return storage.open();
    }

    @Override
    protected Optional<Journal> takeOver() {
        return Optional.of(storage.takeOver());
    }
}
