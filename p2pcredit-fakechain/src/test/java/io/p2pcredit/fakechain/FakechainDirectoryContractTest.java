package io.p2pcredit.fakechain;

import io.p2pcredit.contract.PeerDirectoryContract;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class FakechainDirectoryContractTest extends PeerDirectoryContract {
    private final ContractWorld world = new ContractWorld(hasV2());

    boolean hasV2() {
        return true;
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Override
    protected PeerDirectory of(PeerId owner) {
        return world.client(owner, 0);
    }

    @Override
    protected PeerDirectory withoutTheSecretOf(PeerId owner) {
        return world.withAnotherPassword(owner);
    }

    @Override
    protected Optional<PeerDirectory> outOfReach() {
        return Optional.of(world.outOfReach(PeerId.of("Alice")));
    }
}
