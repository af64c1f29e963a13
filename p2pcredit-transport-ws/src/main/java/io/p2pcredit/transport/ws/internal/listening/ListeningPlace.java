package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.spi.Transport;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.transport.ws.internal.Switchboard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address at which peers can dial until it is closed. Should the server there come to its end before, by an error of
 * the virtual machine for example, then its connections are lost and another server takes its place. For any thread.
 */
public final class ListeningPlace implements Transport.Listening {
    private static final Logger log = LoggerFactory.getLogger(ListeningPlace.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final InetSocketAddress bound;
    private final URI address;
    private final Switchboard board;
    private final ConnectionAcceptor acceptor;
    private final Binding binding;
    private ListeningServer server;
    private boolean closed;

    /** @param channel a bound socket, from now on this place's */
    public ListeningPlace(ServerSocketChannel channel, URI address, Switchboard board, ConnectionAcceptor acceptor) {
        this(channel, address, board, acceptor, BoundSocket::bind);
    }

    ListeningPlace(
            ServerSocketChannel channel, URI address, Switchboard board, ConnectionAcceptor acceptor, Binding binding) {
        this.bound = (InetSocketAddress) channel.socket().getLocalSocketAddress();
        this.address = address;
        this.board = board;
        this.acceptor = acceptor;
        this.binding = binding;
        this.server = serverOf(channel);
    }

    /** How a socket is bound once more: {@link BoundSocket#bind}. */
    @FunctionalInterface
    interface Binding {
        ServerSocketChannel bind(InetSocketAddress address) throws IOException;
    }

    /** Begins to accept. */
    public CompletableFuture<Transport.Listening> listen() {
        return server().listen().whenComplete(this::closeUnlessStarted).thenApply(started -> this);
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        noMore().close();
    }

    /** Ends the server's threads. Its connections end with them. */
    public void stopThreads() {
        server().stopThreads();
    }

    private synchronized ListeningServer server() {
        return server;
    }

    private synchronized ListeningServer noMore() {
        closed = true;
        return server;
    }

    private void closeUnlessStarted(Object started, Throwable failure) {
        if (failure != null) {
            close();
        }
    }

    private synchronized void serverEnded() {
        if (!closed) {
            log.error("the server at {} has come to its end; another will take its place", address);
            replaceLater();
        }
    }

    private void replaceLater() {
        board.timer().after(PAUSE, this::replace);
    }

    private synchronized void replace() {
        if (closed) {
            return;
        }
        try {
            server = serverOf(binding.bind(bound));
            server.start();
        } catch (IOException e) {
            log.debug("not yet: {}", e.getMessage());
            replaceLater();
        }
    }

    private ListeningServer serverOf(ServerSocketChannel channel) {
        return new ListeningServer(channel, acceptor, board, this::serverEnded);
    }
}
