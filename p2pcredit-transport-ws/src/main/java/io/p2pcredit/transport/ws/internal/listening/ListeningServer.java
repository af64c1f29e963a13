package io.p2pcredit.transport.ws.internal.listening;

import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.transport.ws.internal.Addresses;
import io.p2pcredit.transport.ws.internal.SocketConnection;
import io.p2pcredit.transport.ws.internal.StrictDraft;
import io.p2pcredit.transport.ws.internal.Switchboard;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SelectionKey;
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
final class ListeningServer extends WebSocketServer {
    private static final Logger log = LoggerFactory.getLogger(ListeningServer.class);
    private static final int STOP_MILLIS = 250;
    private static final long PORT_PATIENCE_NANOS = 250_000_000;
    private static final long PORT_NAP_NANOS = 50_000;

    private final ServerSocketChannel channel;
    private final Entrance entrance;
    private final ConnectionAcceptor acceptor;
    private final Switchboard board;
    private final Runnable afterwards;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private int sockets;
    private boolean admitting = true;

    /**
     * @param channel a bound socket, from now on this server's
     * @param afterwards called when the server's threads come to their end, for whatever reason
     */
    ListeningServer(ServerSocketChannel channel, ConnectionAcceptor acceptor, Switchboard board, Runnable afterwards) {
        super(channel);
        this.channel = channel;
        this.entrance = new Entrance(channel, new AcceptedSockets(board, this), board.timer());
        this.acceptor = acceptor;
        this.board = board;
        this.afterwards = afterwards;
        setReuseAddr(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
    }

    /** Begins to accept. */
    CompletableFuture<Void> listen() {
        start();
        return started;
    }

    /** Accepts no more, and gives the port back. */
    void close() {
        boolean unused = stopAdmitting();
        closeChannel();
        if (unused) {
            board.timer().soon(this::stopThreads);
        }
    }

    /** Ends the server's threads. Its connections end with them. */
    void stopThreads() {
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

    /** One more buffer to read into; the library has as many as its threads need at most. */
    void provideBuffer(WebSocket socket) throws IOException {
        try {
            allocateBuffers(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Leaves nothing for the library to accept: it takes {@code false} for the end of the listening socket's key. */
    @Override
    protected boolean onConnect(SelectionKey key) {
        entrance.accept(key);
        return false;
    }

    /** The server's life. Its end is not told by the library, nor are its connections closed then. */
    @Override
    public void run() {
        try {
            super.run();
        } finally {
            getConnections().forEach(socket -> socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, ""));
            started.completeExceptionally(new IOException("the server could not be started"));
            afterwards.run();
        }
    }

    @Override
    public void onStart() {
        started.complete(null);
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
        connectionOf(socket).closeBegun(status);
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
        started.completeExceptionally(new IOException("the server could not be started", error));
        log.debug("there was an error: {}", error.getClass().getName()); // its message may be foreign text
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
