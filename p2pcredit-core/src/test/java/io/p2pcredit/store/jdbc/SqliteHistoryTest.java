package io.p2pcredit.store.jdbc;

import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.spi.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a history, kept by a file of SQLite. */
class SqliteHistoryTest extends HistoryContract {
    private final List<History> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    @Override
    protected History opened() {
        History history = JdbcHistory.open(Databases.sqlite(folder.resolve("history.db")));
        opened.add(history);
        return history;
    }

    @Override
    protected Optional<History> reopened(History history) {
        history.close();
        return Optional.of(opened());
    }

    @AfterEach
    void close() {
        opened.forEach(History::close);
    }
}
