package io.p2pcredit.cli.peer;

import io.p2pcredit.NodeEvent;
import io.p2pcredit.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells from its first moment on, kept until somebody listens: it may have met its peers before. Thread-safe.
 */
final class Events implements Consumer<NodeEvent> {
    private final List<NodeEvent> early = new ArrayList<>();
    private @Nullable Consumer<NodeEvent> listener;
    private boolean closed;

    @Override
    public synchronized void accept(NodeEvent event) {
        if (listener != null) {
            listener.accept(event);
        } else if (!closed) {
            early.add(event);
        }
    }

    /** For one listener, which is told at once what has happened so far. */
    synchronized Subscription subscribe(Consumer<NodeEvent> only) {
        early.forEach(only);
        early.clear();
        listener = only;
        return this::close;
    }

    private synchronized void close() {
        listener = null;
        closed = true;
    }
}
