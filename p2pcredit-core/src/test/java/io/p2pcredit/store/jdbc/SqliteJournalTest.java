package io.p2pcredit.store.jdbc;

import io.p2pcredit.contract.JournalContract;
import io.p2pcredit.spi.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a journal, kept by a file of SQLite. */
class SqliteJournalTest extends JournalContract {
    private final List<Journal> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    @Override
    protected Journal open() {
        Journal journal = JdbcJournal.open(Databases.sqlite(folder.resolve("journal.db")));
        opened.add(journal);
        return journal;
    }

    /** What is locked stays locked. */
    @Override
    protected Optional<Journal> takeOver() {
        return Optional.empty();
    }

    @AfterEach
    void close() {
        opened.forEach(Journal::close);
    }
}
