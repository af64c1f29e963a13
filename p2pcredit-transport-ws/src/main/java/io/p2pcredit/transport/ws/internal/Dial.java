package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to open a connection, and the connection that comes of it. Never used for a second attempt. */
public final class Dial extends WebSocketClient {
    private static final Logger log = LoggerFactory.getLogger(Dial.class);

    private final Switchboard board;
    private final ConnectionAcceptor acceptor;
    private final SocketConnection connection;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable Future<?> deadline;
    private @Nullable Exception failure;

    private Dial(URI address, Socket socket, FrameLimit limit, Switchboard board, ConnectionAcceptor acceptor) {
        super(address, new StrictDraft(limit), Map.of(), millis(board));
        this.board = board;
        this.acceptor = acceptor;
        keep(socket);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
        Wire wire = new Wire((WebSocketImpl) getConnection(), () -> breakOff(socket));
        this.connection = new SocketConnection(board, wire, limit);
        setAttachment(connection);
    }

    /**
     * Begins an attempt. It ends within the limit of time.
     *
     * @throws IOException if there is nothing to attempt
     */
    public static CompletableFuture<Connection> begin(
            URI address, SSLContext tls, Switchboard board, ConnectionAcceptor acceptor) throws IOException {
        return to(address, tls, board, acceptor).begin();
    }

    /** An attempt that is yet to begin. */
    public static Dial to(URI address, SSLContext tls, Switchboard board, ConnectionAcceptor acceptor)
            throws IOException {
        Addresses.checkDiallable(address);
        Socket socket =
                Addresses.isSecure(address) ? tls.getSocketFactory().createSocket() : new Socket(Proxy.NO_PROXY);
        return new Dial(address, socket, new FrameLimit(), board, acceptor);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        connection.opened(acceptor, Addresses.text(uri));
        connection.expectAuthentication();
        if (!result.complete(connection)) {
            connection.close(CloseCode.TIMEOUT); // too late: whoever dialled was told that it failed
        }
        cancelDeadline();
    }

    @Override
    public void onClosing(int status, String reason, boolean remote) {
        connection.closeBegun(status);
    }

    @Override
    public void onClose(int status, String reason, boolean remote) {
        connection.ended(status);
        result.completeExceptionally(Failures.toDial(uri, failure));
        cancelDeadline();
    }

    /**
     * Never, for the library's reader, which would stop its writer when it has refused a frame, maybe before the close
     * frame is written. It goes on to read, and drops what it reads, until the peer hangs up or the time is over.
     */
    @Override
    public boolean isClosing() {
        return false;
    }

    /** Not called: {@link StrictDraft} delivers what comes. */
    @Override
    public void onMessage(String message) {}

    @Override
    public void onError(Exception error) {
        failure = error instanceof UncheckedIOException wrapped ? wrapped.getCause() : error;
    }

    /** Shakes hands at once: left to the first byte, two threads would find out what is wrong, and one would say so. */
    @Override
    protected void onSetSSLParameters(SSLParameters parameters) {
        super.onSetSSLParameters(parameters);
        SSLSocket socket = (SSLSocket) getSocket();
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if the transport is closed */
    public CompletableFuture<Connection> begin() throws IOException {
        if (!board.register(connection, Strangers.Place.uncounted())) {
            throw new IOException("the transport is closed");
        }
        deadline = board.timer().after(board.limits().times().dial(), this::tooLate);
        connect();
        return result;
    }

    private void tooLate() {
        if (result.completeExceptionally(Failures.tooSlow(uri))) {
            connection.abort();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** The library's own socket could not be reached from outside while it is being connected. */
    @SuppressWarnings("deprecation")
    private void keep(Socket socket) {
        setSocket(socket);
    }

    /** The library would only interrupt the writing thread, which does not wake it from a write. */
    private static void breakOff(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            log.debug("a socket was not closed properly: {}", e.getClass().getName());
        }
    }

    private static int millis(Switchboard board) {
        return (int) board.limits().times().dial().toMillis();
    }
}
