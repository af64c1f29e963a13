package io.p2pcredit.node;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.CloseCode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport whose connections a test can cut, and that can be made to reach nobody. */
final class CuttableTransport implements Transport {
    private final Transport transport;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean unreachable;

    CuttableTransport(Transport transport) {
        this.transport = transport;
    }

    /** Cuts all connections; later ones live if the line is not down. */
    void cut() {
        connections.forEach(connection -> connection.close(CloseCode.LOST));
        connections.clear();
    }

    void down(boolean down) {
        unreachable = down;
        if (down) {
            cut();
        }
    }

    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        return transport.listen(remembering(acceptor));
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        return unreachable
                ? CompletableFuture.failedFuture(new java.io.IOException("the line is down"))
                : transport.dial(address, remembering(acceptor));
    }

    private ConnectionAcceptor remembering(ConnectionAcceptor acceptor) {
        return connection -> {
            connections.add(connection);
            if (unreachable) {
                connection.close(CloseCode.LOST);
            }
            return acceptor.accept(connection);
        };
    }
}
