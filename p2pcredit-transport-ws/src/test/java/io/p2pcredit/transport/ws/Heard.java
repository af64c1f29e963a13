package io.p2pcredit.transport.ws;

import io.p2pcredit.contract.Patience;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Everything that one end of a connection is told, to be waited for. */
final class Heard implements ConnectionListener, ConnectionAcceptor {
    private static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<Connection> connection = new CompletableFuture<>();
    private final CompletableFuture<CloseCode> end = new CompletableFuture<>();
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> writable = new LinkedBlockingQueue<>();

    @Override
    public ConnectionListener accept(Connection accepted) {
        connection.complete(accepted);
        return this;
    }

    @Override
    public void received(Frame frame) {
        frames.add(frame);
    }

    @Override
    public void writable() {
        writable.add(true);
    }

    @Override
    public void closed(CloseCode code) {
        end.complete(code);
    }

    Connection connection() {
        return connection.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    CloseCode end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isAccepted() {
        return connection.isDone();
    }

    boolean isEnded() {
        return end.isDone();
    }

    Frame frame() throws InterruptedException {
        return present(frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "a frame");
    }

    PeerMessage message() throws InterruptedException {
        return frame().decode();
    }

    /** The next message, or nothing if there is none before the end. */
    Optional<PeerMessage> messageOrEnd() {
        Patience.of(Duration.ofSeconds(PATIENCE_SECONDS))
                .until("a message or the end", () -> !frames.isEmpty() || end.isDone());
        return Optional.ofNullable(frames.poll()).map(Frame::decode);
    }

    void awaitWritable() throws InterruptedException {
        present(writable.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "writable");
    }

    private static <T> T present(T value, String what) {
        if (value == null) {
            throw new AssertionError("nothing came: " + what);
        }
        return value;
    }
}
