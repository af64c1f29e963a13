package io.p2pcredit.inmemory;

import io.p2pcredit.inmemory.InMemoryNetwork.Entrance;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.PeerId;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One peer's place in an {@link InMemoryNetwork}: {@code mem://<name>}. Thread-safe. */
final class InMemoryTransport implements Transport {
    private final InMemoryNetwork network;
    private final PeerId self;

    InMemoryTransport(InMemoryNetwork network, PeerId self) {
        this.network = network;
        this.self = self;
    }

    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        Optional<Entrance> entrance = network.open(self.name(), acceptor);
        return entrance.isPresent()
                ? CompletableFuture.completedStage(new Open(entrance.get()))
                : CompletableFuture.failedStage(new IOException(self + " listens already"));
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        Optional<Entrance> entrance = network.at(address);
        return entrance.isPresent()
                ? InMemoryConnection.open(network, self.name(), acceptor, entrance.get())
                : CompletableFuture.failedStage(new IOException("nobody in this process listens there"));
    }

    private record Open(Entrance entrance) implements Listening {
        @Override
        public URI address() {
            return InMemoryNetwork.address(entrance.name());
        }

        @Override
        public void close() {
            entrance.close();
        }
    }
}
