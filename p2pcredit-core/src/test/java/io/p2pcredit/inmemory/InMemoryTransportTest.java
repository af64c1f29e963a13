package io.p2pcredit.inmemory;

import io.p2pcredit.contract.TransportContract;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;

class InMemoryTransportTest extends TransportContract {
    private final InMemoryWorld world = new InMemoryWorld();
    private final Transport alice = world.with(PeerId.of("Alice"), 0).transport();
    private final Transport bob = world.with(PeerId.of("Bob"), 0).transport();
    private final Transport charlie = world.with(PeerId.of("Charlie"), 0).transport();

    @Override
    protected Transport listening() {
        return bob;
    }

    @Override
    protected Transport dialling() {
        return alice;
    }

    @Override
    protected Transport unableToListen() {
        charlie.listen(connection -> {
            throw new AssertionError("nobody dials this one");
        });
        return charlie;
    }

    @Override
    protected URI deserted() {
        return URI.create("mem://Nobody");
    }
}
