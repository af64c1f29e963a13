package io.p2pcredit.inmemory;

import io.p2pcredit.contract.LedgerContract;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;

class InMemoryLedgerTest extends LedgerContract {
    private final InMemoryWorld world = new InMemoryWorld();

    @Override
    protected Ledger opened(PeerId owner, long funds) {
        return world.with(owner, funds).ledger();
    }

    @Override
    protected Optional<Ledger> outOfReach(PeerId owner) {
        return Optional.empty();
    }

    @Override
    protected Optional<Ledger> losingAnswers(PeerId owner) {
        return Optional.empty();
    }
}
