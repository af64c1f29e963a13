package io.p2pcredit.fakechain.internal.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How a database is reached. The driver is whichever the application brought along. */
@FunctionalInterface
interface Connector {
    /** By a driver for SQLite. */
    Connector DRIVER = DriverManager::getConnection;

    Connection connect(String url) throws SQLException;

    /** For who looks: nothing in the file can change. */
    default Connection toRead(Path file) throws SQLException {
        return connect(url(file) + "?mode=ro");
    }

    /** For who writes to a file that is there. */
    default Connection toWrite(Path file) throws SQLException {
        return connect(url(file) + "?mode=rw");
    }

    /** As a URI within the URL, so that a path may have any characters. */
    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri();
    }

    /** Whether there is a driver that knows such URLs. */
    static boolean hasDriver() {
        try {
            return DriverManager.getDriver("jdbc:sqlite:") != null;
        } catch (SQLException e) {
            return false;
        }
    }
}
