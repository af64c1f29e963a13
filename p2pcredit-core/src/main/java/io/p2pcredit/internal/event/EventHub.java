package io.p2pcredit.internal.event;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import io.p2pcredit.trustline.Cursor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens, on the callbacks thread, each at its own pace and with a bounded backlog. Thread-safe.
 */
public final class EventHub {
    /** How many events wait for one listener before it misses some. */
    static final int MAX_BACKLOG = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Executor callbacks;

    public EventHub(Executor callbacks) {
        this.callbacks = callbacks;
    }

    public Subscription subscribe(Consumer<NodeEvent> target) {
        Listener listener = new Listener(target);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void publish(NodeEvent event) {
        listeners.forEach(listener -> listener.offer(event));
    }

    private final class Listener {
        private final Consumer<NodeEvent> target;
        private final ArrayDeque<NodeEvent> backlog = new ArrayDeque<>();
        private Cursor told = Cursor.START;
        private boolean lagging;
        private boolean busy;

        Listener(Consumer<NodeEvent> target) {
            this.target = target;
        }

        synchronized void offer(NodeEvent event) {
            lagging |= backlog.size() >= MAX_BACKLOG;
            if (lagging) {
                return; // nothing more before the listener knows where its gap begins
            }
            backlog.add(event);
            if (!busy) {
                busy = true;
                tellSoon();
            }
        }

        private void tellSoon() {
            try {
                callbacks.execute(this::tellNext);
            } catch (RejectedExecutionException e) {
                listeners.remove(this); // the node is closed, and what is left untold stays in the history
            }
        }

        private void tellNext() {
            NodeEvent event = next();
            if (event == null) {
                return;
            }
            try {
                if (listeners.contains(this)) {
                    target.accept(event);
                }
            } catch (Throwable e) { // whatever it was, the others are told, and this one goes on
                LOG.error("a listener failed", e);
            }
            tellSoon();
        }

        private synchronized @Nullable NodeEvent next() {
            NodeEvent event = backlog.poll();
            if (event instanceof NodeEvent.Recorded recorded) {
                told = recorded.cursor();
            }
            if (event == null && lagging) {
                lagging = false;
                return new NodeEvent.Lagged(told);
            }
            busy = event != null;
            return event;
        }
    }
}
