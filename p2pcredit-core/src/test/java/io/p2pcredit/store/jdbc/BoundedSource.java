package io.p2pcredit.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to a file of SQLite, the newest of which can be bounded and asked. */
final class BoundedSource extends DriverSource {
    private Connection newest;

    BoundedSource(Path file) {
        super(SqliteFile.url(file, ""), new Properties());
    }

    @Override
    public Connection getConnection() throws SQLException {
        newest = super.getConnection();
        return newest;
    }

    /** Lets the file hardly grow any more. */
    void bound() throws SQLException {
        long used = Dialect.number(newest, "PRAGMA page_count");
        Dialect.execute(newest, "PRAGMA max_page_count = " + (used + 1));
    }

    /** What the newest connection has set. */
    String setting(String name) throws SQLException {
        return Dialect.text(newest, "PRAGMA " + name).orElse("");
    }
}
