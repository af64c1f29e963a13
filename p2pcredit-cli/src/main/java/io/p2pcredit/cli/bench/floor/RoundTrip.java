package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.LoadFailedException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** How long 200 bytes of text take to an {@link EchoServer} and back, one after the other. */
public final class RoundTrip extends WebSocketClient {
    private static final String TEXT = "p".repeat(200);
    private static final int DIGITS = 3;
    private static final long PATIENCE_SECONDS = 60;

    private final Histogram histogram = new Histogram(DIGITS);
    private final CompletableFuture<Latency> measured = new CompletableFuture<>();
    private final Sampling sampling;
    private long sent;

    private RoundTrip(URI server, Sampling sampling) {
        super(server);
        this.sampling = sampling;
        setTcpNoDelay(true);
    }

    /** @throws LoadFailedException if there is no answer */
    public static Latency measure(URI server, Sampling sampling) {
        RoundTrip client = new RoundTrip(server, sampling);
        client.connect();
        try {
            return client.measured.get(PATIENCE_SECONDS + sampling.seconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LoadFailedException("the WebSocket round trip came to nothing: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted");
        } finally {
            client.close();
        }
    }

    private void next() {
        sent = System.nanoTime();
        send(TEXT);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        sampling.begin();
        next();
    }

    @Override
    public void onMessage(String message) {
        if (sampling.isWarm()) {
            histogram.recordValue(System.nanoTime() - sent);
        }
        if (sampling.goesOn()) {
            next();
        } else {
            measured.complete(Latency.of(histogram));
        }
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        measured.completeExceptionally(new LoadFailedException("the connection was closed"));
    }

    @Override
    public void onError(Exception failure) {
        measured.completeExceptionally(failure);
    }
}
