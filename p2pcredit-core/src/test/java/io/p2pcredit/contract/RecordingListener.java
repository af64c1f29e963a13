package io.p2pcredit.contract;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.spi.Transport.ConnectionAcceptor;
import io.p2pcredit.trustline.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Writes down what it is told, in order. Thread-safe. */
class RecordingListener implements ConnectionListener, ConnectionAcceptor {
    private final CompletableFuture<Connection> connection = new CompletableFuture<>();
    private final List<Object> heard = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final AtomicInteger callers = new AtomicInteger();
    private volatile boolean overlapped;

    @Override
    public ConnectionListener accept(Connection accepted) {
        connection.complete(accepted);
        return this;
    }

    @Override
    public void received(Frame frame) {
        alone(() -> note(frame));
    }

    @Override
    public void writable() {
        alone(() -> note(new Writable()));
    }

    @Override
    public void closed(CloseCode code) {
        alone(() -> note(new Closed(code)));
    }

    CompletableFuture<Connection> connection() {
        return connection;
    }

    synchronized List<Object> heard() {
        return List.copyOf(heard);
    }

    synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    List<PeerMessage> messages() {
        return heard().stream()
                .filter(PeerMessage.class::isInstance)
                .map(PeerMessage.class::cast)
                .toList();
    }

    boolean isClosed() {
        return heard().stream().anyMatch(Closed.class::isInstance);
    }

    /** Whether one call began before another had ended. */
    boolean overlapped() {
        return overlapped;
    }

    private void alone(Runnable call) {
        overlapped |= callers.incrementAndGet() > 1;
        LockSupport.parkNanos(1); // long enough for another call to come
        call.run();
        callers.decrementAndGet();
    }

    private synchronized void note(Frame frame) {
        frames.add(frame);
        heard.add(frame.decode());
    }

    private synchronized void note(Object happening) {
        heard.add(happening);
    }

    record Writable() {}

    record Closed(CloseCode code) {}

    /** Breaks its own promise, not to block, until it is let go: a stand-in for a peer that does not read. */
    static final class Stuck extends RecordingListener {
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public void received(Frame frame) {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.received(frame);
        }

        void letGo() {
            letGo.countDown();
        }
    }
}
