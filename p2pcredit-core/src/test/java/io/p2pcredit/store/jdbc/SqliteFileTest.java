package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The file of a journal, and copies of it. */
class SqliteFileTest {
    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void canBeReachedByItsOwnerAlone() throws IOException {
        try (Journal journal = open("journal.db")) {
            Sample.append(journal, 1);
            journal.copyTo(folder.resolve("copy.db"));
            assertThat(modes()).containsExactly("rw-------");
        }
    }

    @Test
    void hasNothingBesideItOnceItIsClosed() throws IOException {
        try (Journal journal = open("journal.db")) {
            Sample.append(journal, 1);
            assertThat(names()).containsExactlyInAnyOrder("journal.db", "journal.db-wal");
        }
        assertThat(names()).containsExactly("journal.db");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void hasAnyName() throws IOException {
        for (String name : List.of("it's", "a b", "50%", "a?mode=ro", "a#b", "%41", "ü", "-x", "file:x", "a;b")) {
            try (Journal journal = open(name)) {
                Sample.append(journal, 1);
                journal.copyTo(folder.resolve(name + " copy"));
            }
            try (Journal copy = open(name + " copy")) {
                Sample.assertWhole(copy);
                assertThat(names()).contains(name, name + " copy");
            }
        }
    }

    /** Any source will do, also one that makes an empty file when it is asked for a connection. */
    @Test
    void isReachedThroughTheDriversOwnSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.append(journal, 2);
        }
        try (Journal journal = open("journal.db")) {
            assertThat(journal.end()).isEqualTo(2);
        }
    }

    /** What no test can see without pulling the plug. */
    @Test
    void waitsForTheDiskWithEachCommit() throws SQLException {
        BoundedSource source = new BoundedSource(folder.resolve("journal.db"));
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.append(journal, 1);
            assertThat(source.setting("journal_mode")).isEqualTo("wal");
            assertThat(source.setting("synchronous")).isEqualTo("2");
            assertThat(source.setting("fullfsync")).isEqualTo("1");
            assertThat(source.setting("checkpoint_fullfsync")).isEqualTo("1");
            assertThat(source.setting("locking_mode")).isEqualTo("exclusive");
        }
    }

    @Test
    void isNamedByAUrlToo() {
        try (Journal journal =
                JdbcJournal.open(Databases.at("jdbc:sqlite:" + folder.resolve("journal.db"), new Properties()))) {
            Sample.append(journal, 2);
        }
        try (Journal journal = open("journal.db")) {
            assertThat(journal.end()).isEqualTo(2);
        }
    }

    @Test
    void holdsNoMoreChunksThanTheNewestSnapshotOnceItIsTrimmed() throws SQLException {
        DataSource source = Databases.sqlite(folder.resolve("journal.db"));
        for (int lives = 0; lives < 2; lives++) {
            try (Journal journal = JdbcJournal.open(source)) {
                Sample.append(journal, 3);
                journal.beginSnapshot(1, Extent.WHOLE).add(Sample.chunk(1, 0).buffer());
                Sample.snapshot(journal, Extent.WHOLE);
                Sample.snapshot(journal, Extent.CHANGES);
                journal.beginSnapshot(2, Extent.CHANGES).add(Sample.chunk(2, 0).buffer());
            }
        }
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.snapshot(journal, Extent.WHOLE);
            for (int calls = 0; journal.trim(1); calls++) {
                assertThat(calls).isLessThan(10);
            }
            Sample.assertWhole(journal);
        }
        try (Connection connection = source.getConnection()) {
            assertThat(Dialect.number(connection, "SELECT count(*) FROM journal_chunk"))
                    .isEqualTo(Sample.CHUNKS);
        }
    }

    @Nested
    class Copied {
        private Journal journal;

        @BeforeEach
        void write() {
            journal = open("journal.db");
            Sample.append(journal, 30);
            Sample.snapshot(journal, Extent.WHOLE);
            journal.trim(10);
            Sample.append(journal, 10);
        }

        @AfterEach
        void close() {
            journal.close();
        }

        @Test
        void hasEverythingUpToThen() {
            journal.copyTo(folder.resolve("copy.db"));
            Sample.append(journal, 10);
            try (Journal copy = open("copy.db")) {
                assertThat(copy.end()).isEqualTo(40);
                assertThat(copy.trimmed()).isEqualTo(10);
                assertThat(copy.newestSnapshot())
                        .map(Journal.Snapshot::position)
                        .hasValue(30L);
                Sample.assertWhole(copy);
                Sample.append(copy, 5);
                Sample.assertWhole(copy);
            }
            Sample.assertWhole(journal);
        }

        @Test
        void replacesNothing() throws IOException {
            Path there = Files.writeString(folder.resolve("there"), "dear diary");
            Path empty = Files.createFile(folder.resolve("empty"));
            refuses(there);
            refuses(empty);
            refuses(folder.resolve("journal.db"));
            refuses(folder);
            refuses(folder.resolve("no/copy.db"));
            assertThat(there).hasContent("dear diary");
            assertThat(empty).isEmptyFile();
            Sample.append(journal, 10);
            Sample.assertWhole(journal);
        }

        @Test
        void leavesASnapshotUnderWayOut() {
            Journal.SnapshotWriter writer = journal.beginSnapshot(40, Extent.WHOLE);
            writer.add(Sample.chunk(40, 0).buffer());
            journal.copyTo(folder.resolve("copy.db"));
            writer.add(Sample.chunk(40, 1).buffer());
            writer.add(Sample.chunk(40, 2).buffer());
            writer.seal();
            try (Journal copy = open("copy.db")) {
                Sample.assertWhole(copy);
                Sample.snapshot(copy, Extent.CHANGES);
                assertThat(copy.trim(40)).isFalse();
                Sample.assertWhole(copy);
            }
            Sample.assertWhole(journal);
        }

        private void refuses(Path file) {
            assertThatThrownBy(() -> journal.copyTo(file))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo(Code.FAILED));
        }
    }

    private Journal open(String name) {
        return JdbcJournal.open(Databases.sqlite(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Set<String> modes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(SqliteFileTest::mode).collect(Collectors.toSet());
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
