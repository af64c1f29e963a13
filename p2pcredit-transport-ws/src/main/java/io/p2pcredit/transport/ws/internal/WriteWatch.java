package io.p2pcredit.transport.ws.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks every millisecond after the connections that have something to send, and only while there are any. For any
 * thread; works on the timer's.
 */
public final class WriteWatch {
    private static final Duration PERIOD = Duration.ofMillis(1);

    private final Timer timer;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    WriteWatch(Timer timer) {
        this.timer = timer;
    }

    /** A connection that may have something to send. */
    public interface Watched {
        /** Does what is due, and says whether to look again. */
        boolean look();
    }

    public void watch(Watched connection) {
        watched.add(connection);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            timer.after(PERIOD, this::lookAtAll);
        }
    }

    private void lookAtAll() {
        scheduled.set(false);
        try {
            List.copyOf(watched).forEach(this::lookAt); // what is put in again may be met again on the way
        } finally {
            if (!watched.isEmpty()) {
                schedule();
            }
        }
    }

    /** Takes it out before the look, so that whoever sends meanwhile puts it in again. */
    private void lookAt(Watched connection) {
        watched.remove(connection);
        if (connection.look()) {
            watched.add(connection);
        }
    }
}
