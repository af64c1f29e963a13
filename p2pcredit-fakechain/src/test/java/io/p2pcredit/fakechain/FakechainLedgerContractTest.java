package io.p2pcredit.fakechain;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.LedgerContract;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class FakechainLedgerContractTest extends LedgerContract {
    private final ContractWorld world = new ContractWorld(hasV2());

    boolean hasV2() {
        return true;
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Override
    protected Ledger opened(PeerId owner, long funds) {
        FakechainClient client = world.client(owner, funds);
        PeerRecord record = new PeerRecord(owner, Optional.empty(), Optional.empty());
        assertThat(client.publish(record).toCompletableFuture().join()).isEqualTo(new PublishOutcome.Published());
        return client;
    }

    @Override
    protected Optional<Ledger> outOfReach(PeerId owner) {
        return Optional.of(world.outOfReach(owner));
    }

    @Override
    protected Optional<Ledger> losingAnswers(PeerId owner) {
        return Optional.of(world.losingAnswers(owner));
    }

    @Override
    protected Optional<Ledger> unableToSend(PeerId owner) {
        try {
            return Optional.of(world.unableToSend(owner));
        } catch (Exception e) {
            throw new AssertionError("the server was not there to begin with", e);
        }
    }
}
