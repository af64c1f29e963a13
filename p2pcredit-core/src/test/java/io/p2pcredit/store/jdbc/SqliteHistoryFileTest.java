package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.spi.History;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Seeds;
import io.p2pcredit.trustline.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A history in a file of SQLite: what is promised beyond the plug point. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SqliteHistoryFileTest {
    private static final int APPLICATION_ID_AT = 68;
    private static final int VERSION_AT = 60;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isReadByItsOwnerAlone() throws IOException {
        try (History history = open()) {
            history.store(Stories.batches(1, 3));
            for (String name : List.of("history.db", "history.db-wal", "history.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void isCopiedWhileItIsInUse() {
        try (History history = open()) {
            history.store(Stories.batches(1, 50));
            history.copyTo(folder.resolve("copy.db"));
            history.store(Stories.batches(51, 60));
            try (History copy = open("copy.db")) {
                assertThat(copy.position()).isEqualTo(50);
                assertThat(Stories.isWhole(copy)).isTrue();
                copy.store(Stories.batches(51, 70));
                assertThat(Stories.isWhole(copy)).isTrue();
            }
            assertThat(history.position()).isEqualTo(60);
            assertThat(Stories.isWhole(history)).isTrue();
        }
    }

    @Test
    void isNotCopiedOverAnything() throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "dear diary");
        try (History history = open()) {
            assertThat(codeOf(() -> history.copyTo(there))).isEqualTo(Code.FAILED);
            assertThat(codeOf(() -> history.copyTo(folder.resolve("no/copy")))).isEqualTo(Code.FAILED);
        }
        assertThat(there).hasContent("dear diary");
    }

    @Test
    void isWrittenByOneOfTwo() {
        try (History first = open();
                History second = open()) {
            first.store(Stories.batches(1, 2));
            assertThat(codeOf(() -> second.store(Stories.batches(1, 1)))).isEqualTo(Code.FENCED);
            assertThat(codeOf(() -> second.store(Stories.batches(1, 1)))).isEqualTo(Code.FENCED);
            first.store(Stories.batches(3, 4));
            assertThat(Stories.isWhole(first)).isTrue();
        }
        try (History history = open()) {
            assertThat(history.position()).isEqualTo(4);
            assertThat(Stories.isWhole(history)).isTrue();
        }
    }

    @Test
    void isNotWrittenWhileSomebodyElseIsWriting() throws SQLException {
        try (History history = open()) {
            history.store(Stories.batches(1, 2));
            try (Connection other = connection()) {
                Dialect.execute(other, "BEGIN IMMEDIATE");
                assertThat(codeOf(() -> history.store(Stories.batches(3, 3)))).isEqualTo(Code.LOCKED);
                assertThat(history.position()).isEqualTo(2);
                assertThat(Stories.isWhole(history)).isTrue();
            }
        }
        try (History history = open()) {
            assertThat(history.position()).isEqualTo(2);
        }
    }

    @Test
    void doesNothingOnceItIsClosed() {
        History history = open();
        history.store(Stories.batches(1, 2));
        history.close();
        history.close();
        List<Runnable> calls = List.of(
                history::position,
                history::mark,
                history::sync,
                () -> history.store(Stories.batches(3, 3)),
                () -> history.updates(Stories.LINE, Side.LOW, 1),
                () -> history.events(Cursor.START, 1),
                () -> history.eventsBefore(Cursor.END, Optional.empty(), 1),
                () -> history.payment(Stories.chosenId(1, 0)),
                () -> history.copyTo(folder.resolve("copy.db")));
        calls.forEach(call -> assertThat(codeOf(call)).isEqualTo(Code.CLOSED));
    }

    /** What a power cut does cannot be shown here: what the system has taken from a process outlives the process. */
    @Test
    void standsAtTheEndOfABatchWheneverItsProcessIsKilled() {
        Seeds.repeat(KILLS, random -> {
            try {
                killAfter(random.nextInt(1, 60));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void killAfter(int lines) throws IOException {
        List<String> said = new ArrayList<>();
        String file = folder.resolve("history.db").toString();
        try (JournalProcess process = JournalProcess.start(HistoryProcess.class, file)) {
            while (said.size() < lines) {
                String line = process.said();
                assertThat(line).as("after %s", said).isNotNull();
                said.add(line);
            }
            process.kill();
            for (String line = process.said(); line != null; line = process.said()) {
                said.add(line);
            }
        }
        try (History history = open()) {
            assertThat(history.position()).isGreaterThanOrEqualTo(JournalProcess.last(said, "synced"));
            assertThat(history.position() - JournalProcess.last(said, "stored")).isBetween(0L, 5L);
            assertThat(Stories.isWhole(history)).isTrue();
        }
    }

    @Test
    void isRefusedAsNewer() throws IOException {
        byte[] newer = written();
        newer[VERSION_AT + 3] = 2;
        refuses(Code.NEWER, newer);
    }

    @Test
    void isRefusedAsSomethingElse() throws IOException {
        byte[] foreign = written();
        foreign[APPLICATION_ID_AT] ^= 1;
        refuses(Code.DAMAGED, foreign);
        refuses(Code.DAMAGED, "dear diary ".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 4_095, 4_096, 40_000, -4_096})
    void isRefusedWhenItIsCutOff(int length) throws IOException {
        byte[] whole = written();
        refuses(Code.DAMAGED, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE diary (day)",
                "DROP INDEX history_tale_of",
                "DELETE FROM history_state",
                "UPDATE history_state SET position = position - 1",
                "UPDATE history_state SET mark = mark + 1",
                "DELETE FROM history_id WHERE position = 7",
                "UPDATE history_id SET id_second = id_second + 1 WHERE position = 7",
                "UPDATE history_id SET position = 8 WHERE position = 7",
                "DELETE FROM history_maker",
                "UPDATE history_maker SET maker = maker + 1",
                "UPDATE history_maker SET number = number + 1"
            })
    void isRefusedWithOtherTablesOrRows(String change) throws Exception {
        written();
        change(change);
        refuses(Code.DAMAGED, Files.readAllBytes(folder.resolve("history.db")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UPDATE history_update SET content = zeroblob(length(content)) WHERE number = 7 ; update 7",
                "UPDATE history_update SET content = substr(content, 1, length(content) - 1) WHERE number = 7 ; update 7",
                "UPDATE history_update SET content = content || x'00' WHERE number = 7 ; update 7",
                "UPDATE history_update SET peer_seq = 9, checksum = checksum + 1 WHERE number = 7 ; update 7",
                "UPDATE history_update SET position = 9 WHERE number = 7 ; update 7",
                "UPDATE history_update SET last_seq = last_seq + 1 WHERE number = 7 ; update 7",
                "DELETE FROM history_update WHERE number = 7 ; update 7",
                "UPDATE history_tale SET content = zeroblob(length(content)) WHERE position = 7 ; batch 7",
                "UPDATE history_tale SET line = 2 WHERE position = 7 ; batch 7",
                "UPDATE history_tale SET tale = 2 WHERE position = 7 ; batch 7",
                "DELETE FROM history_tale WHERE position = 7 ; batch 7",
                "DELETE FROM history_line ; line 1",
                "UPDATE history_line SET peer = NULL ; line 1",
                "UPDATE history_line SET peer = '-x' ; line 1",
                "UPDATE history_line SET line = x'00' ; line 1",
                "UPDATE history_line SET line = x'01' || substr(line, 2) ; line 1",
                "UPDATE history_line SET peer = 'Boc' ; line 1",
                "UPDATE history_line SET number = 2 ; line 1"
            })
    void saysWhatIsDamagedAndTellsNothingOfIt(String change, String what) throws Exception {
        written();
        change(change);
        try (History history = open()) {
            PaymentId id = Stories.chosenId(7, 0);
            assertThatThrownBy(() -> {
                        history.payment(id);
                        history.updates(Stories.LINE, Side.LOW, 1);
                    })
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.DAMAGED))
                    .hasMessageContaining(what);
        }
    }

    @Test
    void isNeverSilentlyWrongWhateverByteOfTheFileIs() throws IOException {
        byte[] whole = written();
        Seeds.repeat(60, random -> {
            byte[] bent = whole.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            put(bent);
            try (History history = open()) {
                for (int position = 1; position <= 20; position++) {
                    history.payment(Stories.chosenId(position, 0))
                            .ifPresent(row -> assertThat(row.payment().units()).isEqualTo(row.seq() / 1_000));
                }
                assertThat(history.position()).isEqualTo(20);
                List<Object> expected = new ArrayList<>(Stories.batches(1, 20).stream()
                        .flatMap(batch -> batch.events().stream())
                        .toList());
                assertThat(expected).containsAll(Stories.events(history));
            } catch (StorageException e) {
                assertThat(e.code()).isIn(Code.DAMAGED, Code.NEWER, Code.FAILED);
            }
        });
    }

    /** The bytes of a history with 20 batches, closed. */
    private byte[] written() throws IOException {
        try (History history = open()) {
            history.store(Stories.batches(1, 20));
        }
        return Files.readAllBytes(folder.resolve("history.db"));
    }

    private void refuses(Code code, byte[] file) {
        put(file);
        Map<String, String> before = Folders.contents(folder);
        assertThat(codeOf(this::open)).isEqualTo(code);
        assertThat(Folders.contents(folder)).isEqualTo(before);
    }

    private void put(byte[] file) {
        try {
            Files.deleteIfExists(folder.resolve("history.db-wal"));
            Files.deleteIfExists(folder.resolve("history.db-shm"));
            Files.write(folder.resolve("history.db"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = connection()) {
            Dialect.execute(connection, sql);
            Dialect.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private Connection connection() throws SQLException {
        return Databases.sqlite(folder.resolve("history.db")).getConnection();
    }

    private static Code codeOf(Runnable call) {
        return catchThrowableOfType(StorageException.class, call::run).code();
    }

    private History open() {
        return open("history.db");
    }

    private History open(String name) {
        return JdbcHistory.open(Databases.sqlite(folder.resolve(name)));
    }
}
