package io.p2pcredit.fakechain.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.fakechain.UnusableDataException;
import io.p2pcredit.fakechain.UnusableDataException.Reason;
import io.p2pcredit.trustline.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be used is said, and left as it is. */
class RefusedDataTest {
    @TempDir
    private static Path sound;

    @TempDir
    private Path folder;

    private Path data;
    private Path database;

    @BeforeAll
    static void fill() {
        try (StoredAlice alice = new StoredAlice(sound)) {
            alice.pay(500);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        data = folder.resolve("data");
        database = data.resolve("fakechain.db");
        StoredAlice.copy(sound, data);
    }

    private void assertRefused(Reason reason, String line) throws IOException {
        Map<String, Bytes> before = StoredAlice.contents(data);
        for (int attempt = 0; attempt < 2; attempt++) {
            UnusableDataException refused =
                    catchThrowableOfType(UnusableDataException.class, () -> new StoredAlice(data));
            assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
            assertThat(refused)
                    .hasMessageStartingWith("the data directory \"" + data + "\" ")
                    .hasMessageMatching("[^\n]*" + line + "[^\n]*");
            assertThat(StoredAlice.contents(data)).isEqualTo(before);
        }
    }

    /** A kind of damage to a database, and what is said about it. */
    interface Damage {
        void to(Path database) throws IOException, SQLException;
    }

    private static Damage sql(String... statements) {
        return database -> {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        };
    }

    private static Damage truncatedTo(long pages, long more) {
        return database -> {
            try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
                file.truncate(pages * 4096 + more);
            }
        };
    }

    private static Damage replaced(String text, String by) {
        return database -> {
            String content = Files.readString(database, StandardCharsets.ISO_8859_1);
            assertThat(content).contains(text);
            Files.writeString(database, content.replaceFirst(text, by), StandardCharsets.ISO_8859_1);
        };
    }

    private static Damage noise(long page) {
        return database -> {
            try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
                file.write(Bytes.utf8("noise ".repeat(600)).buffer(), page * 4096);
            }
        };
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("nothing in it", Reason.DAMAGED, "nothing in it", truncatedTo(0, 0)),
                Arguments.of("half a header", Reason.FOREIGN, "something else's", truncatedTo(0, 50)),
                Arguments.of("a header", Reason.DAMAGED, "malformed", truncatedTo(0, 100)),
                Arguments.of("one page", Reason.DAMAGED, "malformed", truncatedTo(1, 0)),
                Arguments.of("half of it", Reason.DAMAGED, "malformed", truncatedTo(5, 1000)),
                Arguments.of(
                        "no magic", Reason.FOREIGN, "is no database", replaced("SQLite format 3", "SQLite format 4")),
                Arguments.of("a text", Reason.FOREIGN, "is no database", (Damage)
                        database -> Files.writeString(database, "Dear diary, ".repeat(500))),
                Arguments.of("somebody else's", Reason.FOREIGN, "something else's", sql("PRAGMA application_id = 0")),
                Arguments.of(
                        "a newer version's",
                        Reason.NEWER,
                        "written by a newer version: its format is 2, and this one knows 1",
                        sql("PRAGMA user_version = 2", "DROP TABLE transfer", "CREATE TABLE better (x)")),
                Arguments.of("no version's", Reason.DAMAGED, "its format is 0", sql("PRAGMA user_version = 0")),
                Arguments.of("a table less", Reason.DAMAGED, "no such table", sql("DROP TABLE numbering")),
                Arguments.of("a ledger less", Reason.DAMAGED, "contradicts itself", sql("DELETE FROM ledger")),
                Arguments.of("a page of noise", Reason.DAMAGED, "(damaged|malformed)", noise(4)),
                Arguments.of(
                        "another name", Reason.DAMAGED, "not as it was written", replaced("groupAlice", "groupAlicf")),
                Arguments.of(
                        "an amount",
                        Reason.DAMAGED,
                        "not as it was written",
                        sql("UPDATE transfer SET amount = 2 WHERE position = 77")),
                Arguments.of(
                        "a transfer less",
                        Reason.DAMAGED,
                        "contradicts itself",
                        sql("DELETE FROM transfer WHERE position = 77")),
                Arguments.of(
                        "a transfer twice",
                        Reason.DAMAGED,
                        "contradicts itself",
                        sql("INSERT INTO transfer (candidate, sender, receiver, amount, number, checksum)"
                                + " SELECT candidate, sender, receiver, amount, number, checksum FROM transfer"
                                + " WHERE position = 500")),
                Arguments.of(
                        "an account less",
                        Reason.DAMAGED,
                        "contradicts itself",
                        sql("DELETE FROM account WHERE name = 'Bob'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void saysWhatIsWrongWithIt(String name, Reason reason, String line, Damage damage) throws Exception {
        damage.to(database);
        assertRefused(reason, line);
    }

    /** SQLite would move what is in its log into the file when the last connection that may write is closed. */
    @ParameterizedTest
    @CsvSource({
        "PRAGMA user_version = 2,                                NEWER,   newer version",
        "PRAGMA application_id = 1,                              FOREIGN, something else",
        "UPDATE transfer SET amount = 2 WHERE position = 77,     DAMAGED, not as it was written"
    })
    void leavesALogThatWasNotMovedIntoTheFileAlone(String sql, Reason reason, String line) throws Exception {
        Path killed = folder.resolve("killed");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute(sql);
            StoredAlice.copy(data, killed);
        }
        data = killed;
        assertThat(StoredAlice.contents(data)).containsOnlyKeys("fakechain.db", "fakechain.db-wal");
        assertRefused(reason, line);
    }

    @Test
    void takesNoLogForADatabase() throws Exception {
        Path killed = folder.resolve("killed");
        try (StoredAlice alice = new StoredAlice(data)) {
            alice.pay(1);
            StoredAlice.copy(data, killed);
        }
        data = killed;
        Files.delete(data.resolve("fakechain.db"));
        assertRefused(Reason.DAMAGED, "has a fakechain.db-wal, but no fakechain.db");
    }

    @Test
    void isHeldByOneServerAtATime() throws Exception {
        try (StoredAlice first = new StoredAlice(data)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                UnusableDataException refused =
                        catchThrowableOfType(UnusableDataException.class, () -> new StoredAlice(data));
                assertThat(refused).hasMessage("the data directory \"" + data + "\" is in use by another server");
                assertThat(refused.reason()).isEqualTo(Reason.IN_USE);
            }
            first.pay(1);
        }
        try (StoredAlice next = new StoredAlice(data)) {
            assertThat(next.balances()).containsExactly(StoredAlice.FUNDS - 501, 501L);
        }
    }

    @Test
    void isNotOpenToOtherProgramsMeanwhile() throws Exception {
        try (StoredAlice first = new StoredAlice(data);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            assertThatThrownBy(() -> statement.executeQuery("SELECT count(*) FROM transfer"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("locked");
            first.pay(1);
        }
    }

    @Test
    void isRefusedWhileAnotherProgramReadsIt() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.executeQuery("SELECT count(*) FROM transfer").close();
            UnusableDataException refused =
                    catchThrowableOfType(UnusableDataException.class, () -> new StoredAlice(data));
            assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(Reason.IN_USE);
            statement.execute("ROLLBACK");
        }
        new StoredAlice(data).close();
    }

    @Test
    void isNoFile() throws Exception {
        data = Files.writeString(folder.resolve("file"), "");
        UnusableDataException refused = catchThrowableOfType(UnusableDataException.class, () -> new StoredAlice(data));
        assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
        assertThat(refused).hasMessage("the data directory \"" + data + "\" cannot be made, read or written");
    }
}
