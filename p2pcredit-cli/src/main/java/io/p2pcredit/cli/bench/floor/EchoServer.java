package io.p2pcredit.cli.bench.floor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Sends back every text, as fast as the WebSocket library itself can. */
public final class EchoServer extends WebSocketServer implements AutoCloseable {
    private static final long WATCH_MILLIS = 1;
    private static final int PATIENCE_MILLIS = 1_000;

    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "echo-watch");
        thread.setDaemon(true);
        return thread;
    });

    private EchoServer() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setTcpNoDelay(true);
        setReuseAddr(true);
        setDaemon(true);
    }

    /** Listens on a free port of this machine. */
    public static EchoServer open() {
        EchoServer server = new EchoServer();
        server.start();
        return server;
    }

    /** Where it listens, as soon as it does; fails if it cannot. */
    public CompletableFuture<URI> address() {
        return address;
    }

    /** The library can lose the wish to write: it is reminded of what waits. */
    private void remind() {
        getConnections().stream()
                .filter(WebSocket::hasBufferedData)
                .map(WebSocketImpl.class::cast)
                .forEach(this::onWriteDemand);
    }

    @Override
    public void onStart() {
        var unused = watch.scheduleWithFixedDelay(this::remind, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        address.complete(URI.create("ws://127.0.0.1:" + getPort()));
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
        connection.send(message);
    }

    @Override
    public void onError(WebSocket connection, Exception failure) {
        address.completeExceptionally(failure);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {}

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void close() {
        watch.shutdownNow();
        try {
            stop(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
