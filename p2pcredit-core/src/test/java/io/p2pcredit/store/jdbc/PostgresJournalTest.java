package io.p2pcredit.store.jdbc;

import io.p2pcredit.contract.JournalContract;
import io.p2pcredit.spi.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The promises of a journal, kept by PostgreSQL. */
@Tag("postgres")
class PostgresJournalTest extends JournalContract {
    private final List<Journal> opened = new ArrayList<>();
    private final DataSource schema = PostgresServer.newSchema();

    @Override
    protected Journal open() {
        return kept(JdbcJournal.open(schema));
    }

    @Override
    protected Optional<Journal> takeOver() {
        return Optional.of(kept(JdbcJournal.takeOver(schema)));
    }

    private Journal kept(Journal journal) {
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void close() {
        opened.forEach(Journal::close);
    }
}
