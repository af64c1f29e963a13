package io.p2pcredit.cli.data;

import io.p2pcredit.cli.Invocation;
import io.p2pcredit.cli.MalformedException;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.store.jdbc.Databases;
import io.p2pcredit.trustline.Texts;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * A PostgreSQL database that holds a peer's trustlines. Its password is no part of the URL, since arguments are visible
 * to every process.
 */
public final class StoreUrl {
    static final String USER = "P2PCREDIT_STORE_USER";
    static final String PASSWORD = "P2PCREDIT_STORE_PASSWORD";

    private static final String EXPECTED = "expected jdbc:postgresql://HOST/DATABASE?currentSchema=NAME";

    private final String url;
    private final Properties properties;

    private StoreUrl(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    /**
     * Checks the form only.
     *
     * @throws MalformedException without the text, which may hold a password
     */
    public static String parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:sqlite:")) {
            throw new MalformedException("a SQLite store is a folder: name it with --data DIR instead");
        }
        if (lower.contains("password") || lower.indexOf('@') >= 0) {
            throw new MalformedException("a URL holds no password, since everybody here can see it: set " + PASSWORD
                    + ", or write it into the file .pgpass; the user into " + USER + " or ?user=NAME");
        }
        if (!lower.startsWith("jdbc:postgresql:") || !Texts.printable(text).equals(text)) {
            throw new MalformedException("that is not the URL of a PostgreSQL database: " + EXPECTED);
        }
        return text;
    }

    /** With user and password out of the environment, if they are there; else the driver looks for them itself. */
    public static StoreUrl of(String parsed, Invocation invocation) {
        Properties properties = new Properties();
        invocation.variable(USER).ifPresent(user -> properties.setProperty("user", user));
        invocation.variable(PASSWORD).ifPresent(password -> properties.setProperty("password", password));
        return new StoreUrl(parsed, properties);
    }

    /** The same database, but another schema of it, which must be there before it is used. */
    public StoreUrl inSchema(String name) {
        return new StoreUrl(url + (url.indexOf('?') < 0 ? '?' : '&') + "currentSchema=" + name, properties);
    }

    public Storage storage() {
        return Stores.at(source());
    }

    public DataSource source() {
        return Databases.at(url, properties);
    }

    /** The URL. */
    @Override
    public String toString() {
        return url;
    }
}
