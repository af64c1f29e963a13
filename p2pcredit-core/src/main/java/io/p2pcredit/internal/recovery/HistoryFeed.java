package io.p2pcredit.internal.recovery;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.History.Batch;
import java.util.ArrayList;
import java.util.List;

/** Stores what a history lacks, many batches at a time. */
final class HistoryFeed {
    private static final int MAX_BATCHES = 1_000;
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final History history;
    private final List<Batch> batches = new ArrayList<>();
    private long bytes;

    HistoryFeed(History history) {
        this.history = history;
    }

    /** Takes the next batch, of that size. */
    void add(Batch batch, int size) {
        batches.add(batch);
        bytes += size;
        if (batches.size() >= MAX_BATCHES || bytes >= MAX_BYTES) {
            flush();
        }
    }

    /** Stores what was taken. */
    void flush() {
        if (!batches.isEmpty()) {
            history.store(List.copyOf(batches));
            batches.clear();
            bytes = 0;
        }
    }
}
