package io.p2pcredit.inmemory;

import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.spi.History;
import java.util.Optional;

class InMemoryHistoryTest extends HistoryContract {
    @Override
    protected History opened() {
        return new InMemoryHistory();
    }

    @Override
    protected Optional<History> reopened(History history) {
        return Optional.empty();
    }
}
