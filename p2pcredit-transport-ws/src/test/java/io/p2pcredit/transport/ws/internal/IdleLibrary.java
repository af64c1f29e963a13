package io.p2pcredit.transport.ws.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.handshake.Handshakedata;

/** The library without threads: what is sent stays in the socket's queue, and calls to write it are only counted. */
public final class IdleLibrary extends WebSocketAdapter {
    static final String HANDSHAKE = String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: test",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    private final AtomicInteger demands = new AtomicInteger();
    private final List<Exception> errors = new ArrayList<>();
    private Runnable whenOpen = () -> {};

    /** A server's socket. */
    WebSocketImpl newSocket() {
        return new WebSocketImpl(this, List.of(new StrictDraft(new FrameLimit())));
    }

    /** A server's socket with its handshake done. */
    WebSocketImpl openSocket() {
        return open(newSocket());
    }

    /** Shakes hands on a server's socket. */
    public static <S extends WebSocketImpl> S open(S socket) {
        socket.decode(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
        write(socket, 1);
        return socket;
    }

    void whenOpen(Runnable task) {
        whenOpen = task;
    }

    /** Writes so many frames, the oldest first. */
    static void write(WebSocketImpl socket, int frames) {
        for (int i = 0; i < frames; i++) {
            socket.outQueue.remove();
        }
    }

    /** How often it was told to write. */
    int demands() {
        return demands.get();
    }

    /** What it has complained of. */
    List<Exception> errors() {
        return errors;
    }

    @Override
    public void onWriteDemand(WebSocket socket) {
        demands.incrementAndGet();
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, String message) {}

    @Override
    public void onWebsocketMessage(WebSocket socket, ByteBuffer message) {}

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata handshake) {
        whenOpen.run();
    }

    @Override
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketClosing(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(WebSocket socket, int code, String reason) {}

    @Override
    public void onWebsocketError(WebSocket socket, Exception error) {
        errors.add(error);
    }

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket socket) {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket socket) {
        return InetSocketAddress.createUnresolved("there", 1);
    }
}
