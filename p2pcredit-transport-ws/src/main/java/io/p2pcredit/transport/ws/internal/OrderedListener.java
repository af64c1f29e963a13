package io.p2pcredit.transport.ws.internal;

import io.p2pcredit.spi.ConnectionListener;
import io.p2pcredit.spi.Frame;
import io.p2pcredit.trustline.CloseCode;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on to a listener, one call at a time and nothing after {@code closed}, what several threads of the library
 * report at once. No lock is held during a call: whichever thread is at it also makes the calls that come up meanwhile.
 * Calls before {@link #start} wait for it.
 */
final class OrderedListener implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(OrderedListener.class);

    private final Queue<Consumer<ConnectionListener>> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger(1); // as if a call were under way, until start
    private volatile @Nullable ConnectionListener listener;
    private boolean closed;

    void start(ConnectionListener target) {
        listener = target;
        finishOne(target);
    }

    @Override
    public void received(Frame frame) {
        call(target -> target.received(frame));
    }

    @Override
    public void writable() {
        call(ConnectionListener::writable);
    }

    @Override
    public void closed(CloseCode code) {
        call(target -> {
            closed = true;
            target.closed(code);
        });
    }

    private void call(Consumer<ConnectionListener> call) {
        calls.add(call);
        ConnectionListener target = listener;
        if (unfinished.getAndIncrement() == 0 && target != null) {
            makeNext(target);
            finishOne(target);
        }
    }

    private void finishOne(ConnectionListener target) {
        while (unfinished.decrementAndGet() > 0) {
            makeNext(target);
        }
    }

    private void makeNext(ConnectionListener target) {
        Consumer<ConnectionListener> call = calls.remove();
        if (closed) {
            return;
        }
        try {
            call.accept(target);
        } catch (RuntimeException | Error e) {
            log.error("a listener failed", e);
        }
    }
}
