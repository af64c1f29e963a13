package io.p2pcredit.cli.bench.node;

import io.p2pcredit.cli.data.StoreUrl;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of PostgreSQL that is made for one node, and dropped after it. One that is killed leaves it behind. */
final class PassingSchema implements PassingStore {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final StoreUrl database;
    private final String name;
    private final Storage.Open stores;

    private PassingSchema(StoreUrl database, String name, Storage.Open stores) {
        this.database = database;
        this.name = name;
        this.stores = stores;
    }

    static PassingSchema open(StoreUrl database) {
        String name = "p2pcredit_bench_" + ProcessHandle.current().pid() + "_" + MADE.incrementAndGet();
        execute(database, "CREATE SCHEMA " + name);
        try {
            return new PassingSchema(
                    database, name, database.inSchema(name).storage().open());
        } catch (RuntimeException e) {
            drop(database, name);
            throw e;
        }
    }

    @Override
    public Storage.Open stores() {
        return stores;
    }

    @Override
    public void close() {
        stores.close();
        drop(database, name);
    }

    private static void drop(StoreUrl database, String name) {
        execute(database, "DROP SCHEMA " + name + " CASCADE");
    }

    private static void execute(StoreUrl database, String command) {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new StorageException(StorageException.Code.FAILED, "the database does not do: " + command, e);
        }
    }
}
