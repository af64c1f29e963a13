package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.Timing;
import io.p2pcredit.cli.bench.node.PassingStore;
import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;

/** How long it takes a store to commit 200 bytes. */
public final class StoreCommit {
    private static final int SIZE = 200;

    private StoreCommit() {}

    /** @param store a new one, which is closed */
    public static Latency measure(PassingStore store, Timing timing) {
        try (store) {
            Journal journal = store.stores().journal();
            return Sampling.of(timing, () -> journal.append(ByteBuffer.allocate(SIZE)));
        }
    }
}
