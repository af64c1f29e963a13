package io.p2pcredit.cli.bench.node;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Another transport, for nodes that only dial: a thousand of them in one process need no thousand ports with their
 * threads.
 */
record DiallingTransport(Transport dialling) implements Transport {
    private static final URI NOWHERE = URI.create("ws://127.0.0.1:0");

    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        return CompletableFuture.completedStage(new Deaf());
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        return dialling.dial(address, acceptor);
    }

    /** Hears nobody. */
    private static final class Deaf implements Listening {
        @Override
        public URI address() {
            return NOWHERE;
        }

        @Override
        public void close() {}
    }
}
