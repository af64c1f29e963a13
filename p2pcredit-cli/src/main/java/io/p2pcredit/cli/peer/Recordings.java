package io.p2pcredit.cli.peer;

import io.p2pcredit.CreditNode;
import io.p2pcredit.HistoryQuery;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.trustline.Cursor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a node has recorded since this is there, which its history may not have yet. Thread-safe. */
public final class Recordings {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final CreditNode node;
    private volatile Cursor newest = Cursor.START;

    /** Listens as long as the node lives. */
    public Recordings(CreditNode node) {
        this.node = node;
        Object unused = node.onEvent(this::take);
    }

    /** Waits until all of it can be read, but not for ever. Blocks on the store. */
    public void awaitStored() {
        Cursor expected = newest;
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!isStored(expected) && System.nanoTime() < end) {
            pause();
        }
    }

    private boolean isStored(Cursor expected) {
        return node.history(HistoryQuery.newest(1)).rows().stream()
                        .anyMatch(row -> row.cursor().compareTo(expected) >= 0)
                || expected.equals(Cursor.START);
    }

    /** Events come one at a time. */
    private void take(NodeEvent event) {
        if (event instanceof NodeEvent.Recorded recorded) {
            newest = recorded.cursor();
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
