package io.p2pcredit.cli.data;

import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.store.jdbc.Databases;
import io.p2pcredit.store.jdbc.JdbcHistory;
import io.p2pcredit.store.jdbc.JdbcJournal;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The durable stores. */
public final class Stores {
    public static final String JOURNAL = "journal.db";
    public static final String HISTORY = "history.db";

    private Stores() {}

    /** Two files in a folder of the peer's own, which nothing else opens. */
    public static Storage in(Path folder) {
        return () -> open(
                () -> JdbcJournal.open(Databases.sqlite(folder.resolve(JOURNAL))),
                () -> JdbcHistory.open(Databases.sqlite(folder.resolve(HISTORY))));
    }

    /** Both in one database. */
    public static Storage at(DataSource database) {
        return () -> open(() -> JdbcJournal.open(database), () -> JdbcHistory.open(database));
    }

    private static Storage.Open open(Supplier<Journal> journal, Supplier<History> history) {
        Journal opened = journal.get();
        try {
            return new Storage.Open(opened, history.get());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
