package io.p2pcredit.store.jdbc;

import io.p2pcredit.spi.History;
import java.nio.file.Path;

/** Another process that stores batches until it is killed, and says how far it has come. */
final class HistoryProcess {
    private static final long MOST = 20_000;

    private HistoryProcess() {}

    public static void main(String... args) {
        try (History history = JdbcHistory.open(Databases.sqlite(Path.of(args[0])))) {
            for (int stored = 1; history.position() < MOST; stored++) {
                long from = history.position() + 1;
                history.store(Stories.batches(from, from + stored % 5));
                System.out.println("stored " + history.position());
                if (stored % 7 == 0) {
                    history.sync();
                    System.out.println("synced " + history.position());
                }
            }
        }
    }
}
