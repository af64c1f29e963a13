package io.p2pcredit.store.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Where stores live. The driver is found among those on the class path or module path. Any other {@link DataSource} of
 * a supported database will do as well, as long as each of its connections is a new one that is really closed: a pool
 * would keep a store locked.
 */
public final class Databases {
    private static final String SQLITE = "jdbc:sqlite:";

    private Databases() {}

    /**
     * A file of SQLite. It is made, for its owner's eyes alone, when a store is opened in it; its folder must be there.
     * While a store is open, nothing else in this process may open the file, not even to read it: on closing it again,
     * the platform would drop the store's lock.
     */
    public static DataSource sqlite(Path file) {
        return new SqliteFile(file);
    }

    /**
     * A database by its JDBC URL. For PostgreSQL, {@code currentSchema} says where the stores of this node are, and
     * {@code socketTimeout} (seconds) after which silence an unanswered write counts as failed.
     *
     * @param properties what the driver is to know, such as user and password; copied
     * @throws IllegalArgumentException if the URL is none, or holds a password, which belongs into the properties; the
     *     URL is not repeated
     */
    public static DataSource at(String url, Properties properties) {
        checkArgument(
                url.startsWith("jdbc:"), "a database is named by a JDBC URL, such as jdbc:postgresql://host/name");
        checkArgument(!holdsSecret(url), "a password belongs into the properties, not into the URL");
        return isPlainFile(url)
                ? sqlite(Path.of(url.substring(SQLITE.length())))
                : new DriverSource(url, copyOf(properties));
    }

    private static boolean isPlainFile(String url) {
        return url.length() > SQLITE.length()
                && url.startsWith(SQLITE)
                && url.indexOf(':', SQLITE.length()) < 0
                && url.indexOf('?') < 0;
    }

    private static boolean holdsSecret(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.contains("password=") || lower.matches("jdbc:[^?]*//[^/?]*:[^/?]*@.*");
    }

    private static Properties copyOf(Properties properties) {
        Properties copy = new Properties();
        properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
        return copy;
    }
}
