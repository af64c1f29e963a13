package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.UnusableDataException;
import io.p2pcredit.fakechain.UnusableDataException.Reason;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Records;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A chain out of a data directory, and the records that its changes go into. Whoever opened it closes the records.
 *
 * @param chain as it was when the last change was recorded
 */
public record StoredChain(Chain chain, Records records) {
    /**
     * Takes the directory for this server, and reads what is there; makes it, and an empty database, if there is none.
     *
     * @throws UnusableDataException if it cannot be used; what is there is then as it was
     */
    public static StoredChain open(Path directory) {
        if (!Connector.hasDriver()) {
            throw new UnusableDataException(
                    Reason.NO_DRIVER,
                    directory,
                    "cannot be used without a JDBC driver for SQLite: add org.xerial:sqlite-jdbc to the class path",
                    null);
        }
        return open(directory, Connector.DRIVER);
    }

    static StoredChain open(Path directory, Connector connector) {
        DataDirectory taken = DataDirectory.open(directory);
        boolean isOpen = false;
        try {
            StoredChain stored = open(taken, connector);
            isOpen = true;
            return stored;
        } catch (IOException e) {
            throw taken.unusable(Reason.NOT_ACCESSIBLE, "cannot be read or written: " + e.getMessage(), e);
        } finally {
            if (!isOpen) {
                taken.close();
            }
        }
    }

    private static StoredChain open(DataDirectory taken, Connector connector) throws IOException {
        Database database = new Database(taken, connector);
        if (!taken.hasDatabase()) {
            database.create();
        }
        Chain chain = database.load();
        taken.restrictFiles();
        return new StoredChain(chain, database.records());
    }
}
