package io.p2pcredit.node;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a machine that can dial, and where nobody dials. */
record DialOnly(Transport transport) implements Transport {
    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        return CompletableFuture.completedFuture(new Listening() {
            @Override
            public URI address() {
                return URI.create("memory:nowhere");
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        return transport.dial(address, acceptor);
    }
}
