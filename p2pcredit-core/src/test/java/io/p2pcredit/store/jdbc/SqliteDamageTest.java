package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.JournalProcess.Task;
import io.p2pcredit.trustline.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are no journal of this version, or no longer: each is refused and left as it is. What is in a group is not
 * judged here: the bytes have a checksum of their own.
 */
class SqliteDamageTest {
    private static final int END = 80;
    private static final int APPLICATION_ID_AT = 68;
    private static final int VERSION_AT = 60;

    /** A journal with 80 groups and a snapshot, closed; and as its process left it, all of it in the log. */
    private static byte[] closed;

    private static byte[] left;
    private static byte[] log;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal.db");
        try (JournalProcess process = JournalProcess.start(Task.LEAVE, file)) {
            assertThat(process.said()).isNull();
        }
        left = Files.readAllBytes(file);
        log = Files.readAllBytes(folder.resolve("journal.db-wal"));
        JdbcJournal.open(Databases.sqlite(file)).close();
        closed = Files.readAllBytes(file);
    }

    @Test
    void isWholeAsItWasLeft() {
        put(left, log);
        try (Journal journal = JdbcJournal.open(Databases.sqlite(file()))) {
            assertThat(journal.end()).isEqualTo(END);
            Sample.assertWhole(journal);
        }
    }

    @Test
    void isNeverSilentlyShortWhateverByteOfTheFileIsWrong() {
        Seeds.repeat(150, random -> {
            put(flipped(closed, random.nextInt(closed.length), random.nextInt(8)), new byte[0]);
            judge(END);
        });
    }

    @Test
    void isNeverSilentlyShortWhateverByteOfTheHeadIsWrong() {
        for (int at = 0; at < 100; at++) {
            put(flipped(closed, at, at % 8), new byte[0]);
            judge(END);
        }
    }

    @Test
    void isRefusedWhateverByteOfTheLogIsWrongBeforeTheNewestCommits() {
        Seeds.repeat(
                60,
                random -> refuses(
                        Code.DAMAGED, left, flipped(log, random.nextInt(log.length * 4 / 5), random.nextInt(8))));
        for (int at = 0; at < 80; at++) {
            refuses(Code.DAMAGED, left, flipped(log, at, at % 8));
        }
    }

    @Test
    void isShortByNoMoreThanTheNewestCommitsWhateverByteOfThemIsWrong() {
        int newest = log.length - 4 * 4_096;
        Seeds.repeat(60, random -> {
            put(left, flipped(log, newest + random.nextInt(log.length - newest), random.nextInt(8)));
            judge(END - 2);
        });
    }

    /** A log is torn where it was being written when the power went. */
    @Test
    void isOpenedWithWhateverIsWholeOfATornCommit() {
        Seeds.repeat(30, random -> {
            byte[] torn = log.clone();
            Arrays.fill(torn, log.length - 1 - random.nextInt(4_000), log.length, (byte) 0);
            put(left, torn);
            try (Journal journal = JdbcJournal.open(Databases.sqlite(file()))) {
                assertThat(journal.end()).isEqualTo(END - 1);
                Sample.assertWhole(journal);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 511, 512, 4_095, 4_096, 8_192, 100_000, -4_096, -1})
    void isRefusedWhenItIsCutOff(int length) {
        byte[] cut = Arrays.copyOf(closed, length < 1 && length != 0 ? closed.length + length : length);
        refuses(Code.DAMAGED, cut, new byte[0]);
    }

    @Test
    void isRefusedAsNewerWithItsLog() {
        byte[] newer = left.clone();
        newer[VERSION_AT + 3] = 2;
        refuses(Code.NEWER, newer, log);
        newer[VERSION_AT] = 1;
        refuses(Code.NEWER, newer, log);
    }

    @Test
    void isRefusedAsAnotherProgramsWithItsLog() {
        byte[] foreign = left.clone();
        Arrays.fill(foreign, APPLICATION_ID_AT, APPLICATION_ID_AT + 4, (byte) 0);
        refuses(Code.DAMAGED, foreign, log);
        refuses(Code.DAMAGED, "dear diary".getBytes(StandardCharsets.US_ASCII), new byte[0]);
        refuses(Code.DAMAGED, "dear diary ".repeat(10_000).getBytes(StandardCharsets.US_ASCII), new byte[0]);
        refuses(Code.DAMAGED, new byte[100_000], new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE diary (day)",
                "CREATE TRIGGER t AFTER INSERT ON journal_group BEGIN DELETE FROM journal_chunk; END",
                "DROP TABLE journal_chunk",
                "ALTER TABLE journal_group ADD COLUMN diary",
                "CREATE VIEW diary AS SELECT 1",
                "DELETE FROM journal_group WHERE number < 10",
                "DELETE FROM journal_group",
                "UPDATE journal_group SET number = 0 WHERE number = 1",
                "UPDATE journal_group SET content = x'' WHERE number = 1; DELETE FROM journal_snapshot",
                "UPDATE journal_snapshot SET position = position - 1",
                "UPDATE journal_snapshot SET number = 2"
            })
    void isRefusedWithOtherTablesOrRows(String change) throws Exception {
        put(closed, new byte[0]);
        try (var connection = Databases.sqlite(file()).getConnection()) {
            for (String statement : change.split(";(?= DELETE FROM journal_snap)", -1)) {
                Dialect.execute(connection, statement);
            }
        }
        refuses(Code.DAMAGED, Files.readAllBytes(file()), new byte[0]);
    }

    @Test
    void saysThatAGroupIsMissing() throws Exception {
        put(closed, new byte[0]);
        try (var connection = Databases.sqlite(file()).getConnection()) {
            Dialect.execute(connection, "DELETE FROM journal_group WHERE number = 50");
        }
        try (Journal journal = JdbcJournal.open(Databases.sqlite(file()))) {
            assertThatThrownBy(() -> journal.replay(40, (position, group) -> {}))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.DAMAGED));
            journal.replay(50, (position, group) -> {});
        }
    }

    @Nested
    class OfWhichNothingIsThere {
        @Test
        void isMade() {
            JdbcJournal.open(Databases.sqlite(file())).close();
            assertThat(Folders.contents(folder)).containsOnlyKeys("journal.db");
        }

        @Test
        void isNotMadeWithoutItsFolder() {
            assertThatThrownBy(() -> JdbcJournal.open(Databases.sqlite(folder.resolve("no/journal.db"))))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.FAILED))
                    .hasMessageContaining("no/journal.db");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private void put(byte[] file, byte[] beside) {
        try {
            Files.write(file(), file);
            Files.deleteIfExists(folder.resolve("journal.db-wal"));
            if (beside.length > 0) {
                Files.write(folder.resolve("journal.db-wal"), beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuses(Code code, byte[] file, byte[] beside) {
        put(file, beside);
        Map<String, String> before = Folders.contents(folder);
        assertThatThrownBy(() -> JdbcJournal.open(Databases.sqlite(file())).close())
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(Folders.contents(folder)).isEqualTo(before);
    }

    /** It is refused and left as it was, or it has as many groups as it claims, or says that they are damaged. */
    private void judge(long leastEnd) {
        Map<String, String> before = Folders.contents(folder);
        try (Journal journal = JdbcJournal.open(Databases.sqlite(file()))) {
            assertThat(journal.end()).isBetween(leastEnd, (long) END);
            long[] count = {0};
            replay(journal, count);
        } catch (StorageException e) {
            assertThat(e.code()).isIn(Code.DAMAGED, Code.NEWER, Code.FAILED);
            assertThat(Folders.contents(folder)).isEqualTo(before);
        }
    }

    private static void replay(Journal journal, long[] count) {
        try {
            journal.replay(0, (position, group) -> count[0]++);
            assertThat(count[0]).isEqualTo(journal.end());
        } catch (StorageException e) {
            assertThat(e.code()).isEqualTo(Code.DAMAGED);
        }
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << bit);
        return flipped;
    }
}
