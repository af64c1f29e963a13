package io.p2pcredit.inmemory;

import io.p2pcredit.contract.PeerDirectoryContract;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.PeerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class InMemoryDirectoryTest extends PeerDirectoryContract {
    private final InMemoryWorld world = new InMemoryWorld();
    private final Map<PeerId, PeerDirectory> directories = new HashMap<>();

    @Override
    protected PeerDirectory of(PeerId owner) {
        return directories.computeIfAbsent(owner, name -> world.with(name, 0).directory());
    }

    @Override
    protected PeerDirectory withoutTheSecretOf(PeerId owner) {
        return of(PeerId.of("Mallory"));
    }

    @Override
    protected Optional<PeerDirectory> outOfReach() {
        return Optional.empty();
    }
}
