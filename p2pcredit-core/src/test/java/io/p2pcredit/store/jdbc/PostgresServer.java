package io.p2pcredit.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * The one PostgreSQL server of all tests in this process: started by the first that needs it, on a free port, and
 * stopped with the process.
 */
final class PostgresServer {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException(
                        "no PostgreSQL server can be started here; -DskipPostgres leaves its tests out", e);
            }
        }
    }

    /** Connections to a new, empty schema. */
    static DataSource newSchema() {
        return at(newSchemaName());
    }

    /** The name of a new, empty schema. */
    static String newSchemaName() {
        String schema = "s" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        return schema;
    }

    /** Connections to a schema, whether or not it is there. */
    static DataSource at(String schema) {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("currentSchema", schema);
        return Databases.at("jdbc:postgresql://localhost:" + Running.SERVER.getPort() + "/postgres", properties);
    }

    /** Does something as the server's administrator. */
    static void execute(String sql) {
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
