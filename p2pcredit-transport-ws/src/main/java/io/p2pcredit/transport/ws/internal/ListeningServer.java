package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.spi.Transport;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections at a bound socket. The server's threads live on after {@link #close} as long as a connection
 * does, for they serve it.
 */
public final class ListeningServer extends WebSocketServer implements Transport.Listening {
    private static final Logger log = LoggerFactory.getLogger(ListeningServer.class);
    private static final int STOP_MILLIS = 250;
    private static final long PORT_PATIENCE_NANOS = 250_000_000;
    private static final long PORT_NAP_NANOS = 50_000;

    private final ServerSocketChannel channel;
    private final URI address;
    private final Switchboard board;
    private final ConnectionAcceptor acceptor;
    private final CompletableFuture<Transport.Listening> started = new CompletableFuture<>();
    private int sockets;
    private boolean admitting = true;

    /** @param channel a bound socket, from now on this server's */
    public ListeningServer(ServerSocketChannel channel, URI address, Switchboard board, ConnectionAcceptor acceptor) {
        super(channel);
        this.channel = channel;
        this.address = address;
        this.board = board;
        this.acceptor = acceptor;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
        setWebSocketFactory(new AcceptedSockets(board, this));
    }

    /** Begins to accept. */
    public CompletableFuture<Transport.Listening> listen() {
        start();
        return started;
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        boolean unused = stopAdmitting();
        closeChannel();
        if (unused) {
            board.timer().soon(this::stopThreads);
        }
    }

    /** Ends the server's threads. Its connections end with them. */
    public void stopThreads() {
        try {
            stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another socket may come in; it is counted if so. */
    synchronized boolean admits() {
        sockets += admitting ? 1 : 0;
        return admitting;
    }

    void socketClosed() {
        if (isLastSocket()) {
            board.timer().soon(this::stopThreads);
        }
    }

    @Override
    public void onStart() {
        started.complete(this);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        SocketConnection connection = socket.getAttachment();
        if (isAdmitting()) {
            connection.opened(acceptor, Addresses.text(socket.getRemoteSocketAddress()));
        } else {
            socket.closeConnection(CloseFrame.GOING_AWAY, "");
        }
    }

    @Override
    public void onClosing(WebSocket socket, int status, String reason, boolean remote) {
        connectionOf(socket).closeBegun();
    }

    @Override
    public void onClose(WebSocket socket, int status, String reason, boolean remote) {
        connectionOf(socket).ended(status);
    }

    /** Not called: {@link StrictDraft} delivers what comes. */
    @Override
    public void onMessage(WebSocket socket, String message) {}

    @Override
    public void onError(WebSocket socket, Exception error) {
        if (!started.completeExceptionally(new IOException("the server could not be started", error))) {
            log.debug("a connection had an error: {}", error.getClass().getName()); // its message may be foreign text
        }
    }

    private static SocketConnection connectionOf(WebSocket socket) {
        return socket.getAttachment();
    }

    private synchronized boolean stopAdmitting() {
        admitting = false;
        return sockets == 0;
    }

    private synchronized boolean isAdmitting() {
        return admitting;
    }

    private synchronized boolean isLastSocket() {
        sockets--;
        return sockets == 0 && !admitting;
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("a listening socket was not closed properly", e);
        }
        onWebsocketClose(null, CloseFrame.NORMAL, "", false); // wakes the selector, which gives the port back only then
        awaitPort();
    }

    private void awaitPort() {
        long start = System.nanoTime();
        while (channel.isRegistered() && System.nanoTime() - start < PORT_PATIENCE_NANOS) {
            LockSupport.parkNanos(PORT_NAP_NANOS);
        }
    }
}
