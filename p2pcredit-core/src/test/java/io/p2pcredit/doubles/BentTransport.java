package io.p2pcredit.doubles;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Transport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An honest transport, of which a subclass bends one thing. */
class BentTransport implements Transport {
    private final Transport honest;

    BentTransport(Transport honest) {
        this.honest = honest;
    }

    /** What the node is given of each connection. */
    Connection bent(Connection connection) {
        return connection;
    }

    /** What hears in place of the node's listener. */
    ConnectionListener bent(ConnectionListener listener) {
        return listener;
    }

    Listening bent(Listening listening) {
        return listening;
    }

    ConnectionListener accepted(Connection connection, ConnectionAcceptor acceptor) {
        return bent(acceptor.accept(connection));
    }

    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        return honest.listen(connection -> accepted(bent(connection), acceptor)).thenApply(this::bent);
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        CompletableFuture<Connection> given = new CompletableFuture<>();
        return honest.dial(address, connection -> {
                    given.complete(bent(connection));
                    return accepted(given.join(), acceptor);
                })
                .thenCompose(connection -> given);
    }
}
