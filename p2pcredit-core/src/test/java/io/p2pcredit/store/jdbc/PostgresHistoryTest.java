package io.p2pcredit.store.jdbc;

import io.p2pcredit.contract.HistoryContract;
import io.p2pcredit.spi.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The promises of a history, kept by PostgreSQL. */
@Tag("postgres")
class PostgresHistoryTest extends HistoryContract {
    private final List<History> opened = new ArrayList<>();
    private final DataSource schema = PostgresServer.newSchema();

    @Override
    protected History opened() {
        History history = JdbcHistory.open(schema);
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
