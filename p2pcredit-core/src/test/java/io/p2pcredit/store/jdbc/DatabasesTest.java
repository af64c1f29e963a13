package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=a&password=hunter2",
                "jdbc:postgresql://host/db?PASSWORD=hunter2",
                "jdbc:postgresql://host/db?sslpassword=hunter2",
                "jdbc:postgresql://a:hunter2@host/db",
                "postgresql://a:hunter2@host/db"
            })
    void refusesAPasswordInAUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Databases.at(url, new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:nothing:hunter2", "jdbc:nothing", "jdbc:"})
    void saysThatThereIsNoDriver(String url) {
        StorageException failure = catchThrowableOfType(
                StorageException.class, () -> JdbcJournal.open(Databases.at(url, new Properties())));
        assertThat(failure.code()).isEqualTo(Code.FAILED);
        assertThat(failure).hasMessageContaining("driver").hasMessageNotContaining(SECRET);
    }

    @Test
    void saysNothingOfASecretWhateverHappens() {
        Properties properties = new Properties();
        properties.setProperty("user", "alice");
        properties.setProperty("password", SECRET);
        DataSource source = Databases.at("jdbc:postgresql://127.0.0.1:1/db?connectTimeout=5", properties);
        StorageException failure = catchThrowableOfType(StorageException.class, () -> JdbcJournal.open(source));
        assertThat(failure.code()).isEqualTo(Code.FAILED);
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all, true));
        assertThat(all + source.toString()).doesNotContain(SECRET);
    }

    @Test
    void doesNotSeeWhatBecomesOfTheProperties() {
        Properties properties = new Properties();
        properties.setProperty("open_mode", "1"); // of SQLite: for reading alone
        DataSource source = Databases.at("jdbc:sqlite::memory:", properties);
        properties.clear();
        assertThat(catchThrowableOfType(StorageException.class, () -> JdbcJournal.open(source)))
                .isNotNull();
    }

    @Test
    void namesTheFileThatItStandsFor() {
        assertThat(Databases.sqlite(Path.of("a.db")))
                .hasToString(Path.of("a.db").toAbsolutePath().toString());
        assertThat(Databases.at("jdbc:sqlite:a.db", new Properties()))
                .hasToString(Path.of("a.db").toAbsolutePath().toString());
        assertThat(Databases.at("jdbc:postgresql://host/db", new Properties())).hasToString("jdbc:postgresql");
    }

    @Test
    void refusesAnyOtherDatabaseAndClosesTheConnection() throws SQLException {
        DataSource source = mock(DataSource.class);
        Connection connection = mock(Connection.class, RETURNS_DEEP_STUBS);
        when(source.getConnection()).thenReturn(connection);
        when(connection.getMetaData().getDatabaseProductName()).thenReturn("Abacus");
        assertThat(catchThrowableOfType(StorageException.class, () -> JdbcJournal.open(source)))
                .hasMessageContaining("Abacus");
        verify(connection).close();
    }

    @ParameterizedTest
    @CsvSource({
        "5, LOCKED",
        "6, LOCKED",
        "261, LOCKED",
        "11, DAMAGED",
        "267, DAMAGED",
        "26, DAMAGED",
        "13, FULL",
        "10, FAILED",
        "1034, FAILED",
        "8, FAILED",
        "14, FAILED",
        "1, FAILED"
    })
    void knowsTheErrorsOfSqlite(int error, Code code) {
        assertThat(Sqlite.INSTANCE.code(new SQLException("", null, error))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "53100, FULL", "53200, FULL", "XX001, DAMAGED", "XX002, DAMAGED", "42P01, DAMAGED", "42703, DAMAGED",
        "42501, FAILED", "57P01, FAILED", "58030, FAILED", "08006, FAILED", "40001, FAILED", ", FAILED"
    })
    void knowsTheErrorsOfPostgres(String state, Code code) {
        assertThat(Postgres.INSTANCE.code(new SQLException("", state))).isEqualTo(code);
    }
}
