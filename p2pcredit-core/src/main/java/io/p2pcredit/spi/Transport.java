package io.p2pcredit.spi;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * Carries messages between two peers. It promises order per connection while the connection lives, and nothing else: a
 * message may be lost with its connection. It authenticates nobody and keeps nothing; the node does both, so a
 * transport must not repeat a message, and need not care who speaks.
 *
 * <p><b>Threads.</b> The node calls {@code listen} and {@code dial} from any thread; neither may block, and the stages
 * complete on any thread. Calls to one {@link ConnectionListener} never overlap. A peer that reads slowly slows no
 * other connection.
 *
 * <p><b>Limits.</b> A message larger than {@link io.p2pcredit.message.ProtocolLimits} allows at that moment is not
 * handed over: its connection is closed with {@link io.p2pcredit.trustline.CloseCode#TOO_LARGE}.
 *
 * <p><b>Life cycle.</b> Closed by whoever made it; the node closes its {@link Listening} and its connections. A
 * connection that has died silently must be noticed within 40 seconds and reported as closed.
 */
public interface Transport {
    /**
     * Begins to accept connections; fails with {@link java.io.IOException} if it cannot listen.
     *
     * @param acceptor asked for the listener of each connection, before anything is received on it
     */
    CompletionStage<Listening> listen(ConnectionAcceptor acceptor);

    /**
     * Opens a connection, or fails with {@link java.io.IOException} if the address cannot be reached or has a form that
     * this transport does not know. Within 10 seconds it has done either.
     */
    CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor);

    /** A transport that accepts connections. */
    interface Listening extends AutoCloseable {
        /** Where peers on this machine, or on the network that the transport was told of, can dial. */
        URI address();

        /** Accepts no more; connections that exist live on. May be called twice. */
        @Override
        void close();
    }

    /** Gives every new connection its listener. */
    @FunctionalInterface
    interface ConnectionAcceptor {
        ConnectionListener accept(Connection connection);
    }
}
