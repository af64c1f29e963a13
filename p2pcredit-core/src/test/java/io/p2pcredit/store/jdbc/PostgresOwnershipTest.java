package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.Journal.SnapshotWriter;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who owns a journal in PostgreSQL, and what is refused there. */
@Tag("postgres")
@Timeout(60)
class PostgresOwnershipTest {
    private final List<Journal> opened = new ArrayList<>();
    private final String schema = PostgresServer.newSchemaName();
    private final DataSource source = PostgresServer.at(schema);

    @AfterEach
    void close() {
        opened.forEach(Journal::close);
    }

    /** The lock dies with its connection; the owner of the lost connection must not find another one. */
    @Test
    void isFreeOnceItsOwnersConnectionIsLostAndTheOwnerWritesNoMore() {
        Journal lost = open();
        Sample.append(lost, 2);
        SnapshotWriter writer = lost.beginSnapshot(2, Extent.WHOLE);
        terminateBackends();
        Journal owner = open();
        Sample.append(owner, 2);
        failsForEver(lost);
        assertThat(code(writer::seal)).isEqualTo(Code.FAILED);
        assertThat(owner.end()).isEqualTo(4);
        Sample.assertWhole(owner);
        assertThat(owner.newestSnapshot()).isEmpty();
    }

    @Test
    void failsForEverOnceItsConnectionIsLost() {
        Journal lost = open();
        Sample.append(lost, 2);
        terminateBackends();
        failsForEver(lost);
        lost.close();
        assertThat(code(lost::end)).isEqualTo(Code.CLOSED);
    }

    /** As when a machine is cut off from the database: it wakes up, its connection still lives, and it is too late. */
    @Test
    void isFencedAlthoughItsConnectionLives() {
        Journal first = open();
        Sample.append(first, 2);
        SnapshotWriter writer = first.beginSnapshot(2, Extent.WHOLE);
        writer.add(Sample.chunk(2, 0).buffer());
        Journal second = takeOver();
        Journal third = takeOver();
        for (Journal fenced : List.of(first, second)) {
            assertThat(code(() -> fenced.append(Sample.group(9).buffer()))).isEqualTo(Code.FENCED);
            assertThat(code(() -> fenced.trim(0))).isEqualTo(Code.FENCED);
        }
        assertThat(code(writer::seal)).isEqualTo(Code.FENCED);
        Sample.append(third, 2);
        Sample.snapshot(third, Extent.WHOLE);
        Sample.assertWhole(third);
        assertThat(third.end()).isEqualTo(4);
    }

    /** Every kind of write asks for itself: none relies on another one that asked before it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isFencedInWhateverItWritesFirst(int which) {
        Journal fenced = open();
        Sample.append(fenced, 2);
        Sample.snapshot(fenced, Extent.WHOLE);
        SnapshotWriter writer = fenced.beginSnapshot(2, Extent.WHOLE);
        List<Runnable> writes = List.of(
                () -> fenced.append(Sample.group(3).buffer()),
                () -> writer.add(Sample.chunk(2, 0).buffer()),
                writer::seal,
                () -> fenced.trim(2));
        Journal owner = takeOver();
        assertThat(code(writes.get(which))).isEqualTo(Code.FENCED);
        assertThat(owner.end()).isEqualTo(2);
        assertThat(owner.trimmed()).isZero();
        Sample.assertWhole(owner);
        owner.close();
        try (Journal again = open()) {
            assertThat(again.end()).isEqualTo(2);
            assertThat(again.trimmed()).isZero();
            Sample.assertWhole(again);
        }
    }

    @Test
    void hasOneOwnerOfManyThatComeAtOnce() throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 5; round++) {
                CyclicBarrier start = new CyclicBarrier(many);
                Callable<Optional<Journal>> opening = () -> {
                    start.await(20, TimeUnit.SECONDS);
                    return openIfFree();
                };
                List<Future<Optional<Journal>>> futures = threads.invokeAll(Collections.nCopies(many, opening));
                List<Journal> owners = new ArrayList<>();
                for (Future<Optional<Journal>> future : futures) {
                    future.get(20, TimeUnit.SECONDS).ifPresent(owners::add);
                }
                assertThat(owners).hasSize(1);
                Sample.append(owners.get(0), 2);
                owners.get(0).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The server of these tests does not, unless it is told to. */
    @Test
    void waitsForTheDiskWithEachCommit() throws SQLException {
        DataSource one = mock(DataSource.class);
        try (Connection connection = source.getConnection()) {
            when(one.getConnection()).thenReturn(connection);
            Dialect.execute(connection, "SET synchronous_commit = off");
            Sample.append(kept(JdbcJournal.open(one)), 1);
            assertThat(Dialect.text(connection, "SHOW synchronous_commit")).hasValue("on");
        }
    }

    @Test
    void sharesNothingWithAJournalInAnotherSchema() {
        Journal here = open();
        Journal there = kept(JdbcJournal.open(PostgresServer.newSchema()));
        Sample.append(here, 2);
        assertThat(there.end()).isZero();
        Sample.append(there, 1);
        assertThat(here.end()).isEqualTo(2);
    }

    @Test
    void refusesWhatANewerVersionWrote() throws SQLException {
        open().close();
        execute("UPDATE p2pcredit_store SET version = 2");
        String before = rows();
        assertThat(code(this::open)).isEqualTo(Code.NEWER);
        assertThat(code(this::takeOver)).isEqualTo(Code.NEWER);
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE journal_group (diary text)",
                "CREATE TABLE journal_chunk (diary text)",
                "CREATE TABLE p2pcredit_store (diary text)",
                "CREATE VIEW journal_snapshot AS SELECT 1 AS diary"
            })
    void refusesTablesOfOthers(String table) throws SQLException {
        execute(table);
        assertThat(code(this::open)).isEqualTo(Code.DAMAGED);
        assertThat(tables()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE journal_group",
                "DROP TABLE journal_snapshot",
                "DROP TABLE journal_chunk",
                "ALTER TABLE journal_group DROP COLUMN content",
                "DELETE FROM journal_group WHERE number = 1",
                "UPDATE journal_snapshot SET position = 9",
                "DELETE FROM journal_group"
            })
    void refusesAJournalThatWasChanged(String change) throws SQLException {
        try (Journal journal = open()) {
            Sample.append(journal, 2);
            Sample.snapshot(journal, Extent.WHOLE);
        }
        execute(change);
        assertThat(code(this::open)).isEqualTo(Code.DAMAGED);
    }

    @Test
    void refusesASchemaThatIsNotThere() {
        StorageException refusal =
                catchThrowableOfType(StorageException.class, () -> JdbcJournal.open(PostgresServer.at("nowhere")));
        assertThat(refusal.code()).isEqualTo(Code.FAILED);
        assertThat(refusal).hasMessageContaining("schema");
    }

    @Test
    void isNoFileToBeCopied(@TempDir Path folder) {
        Journal journal = open();
        assertThat(catchThrowableOfType(
                        UnsupportedOperationException.class, () -> journal.copyTo(folder.resolve("copy.db"))))
                .isNotNull();
        Sample.append(journal, 1);
    }

    private static void failsForEver(Journal lost) {
        for (int i = 0; i < 3; i++) {
            assertThat(code(() -> lost.append(Sample.group(3).buffer()))).isEqualTo(Code.FAILED);
            assertThat(code(lost::end)).isEqualTo(Code.FAILED);
        }
    }

    private void terminateBackends() {
        PostgresServer.execute(
                "SELECT pg_terminate_backend(l.pid, 10000) FROM pg_locks l JOIN " + schema + ".p2pcredit_store s"
                        + " ON l.locktype = 'advisory' AND (l.classid::bigint << 32 | l.objid::bigint) = s.owner");
    }

    private Journal open() {
        return kept(JdbcJournal.open(source));
    }

    private Optional<Journal> openIfFree() {
        try {
            return Optional.of(JdbcJournal.open(source));
        } catch (StorageException e) {
            assertThat(e.code()).isEqualTo(Code.LOCKED);
            return Optional.empty();
        }
    }

    private Journal takeOver() {
        return kept(JdbcJournal.takeOver(source));
    }

    private Journal kept(Journal journal) {
        opened.add(journal);
        return journal;
    }

    private static Code code(Runnable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call::run);
        assertThat(failure).isNotNull();
        return failure.code();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Dialect.execute(connection, sql);
        }
    }

    private String rows() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Dialect.text(connection, "SELECT string_agg(s::text, ';') FROM p2pcredit_store s")
                    .orElse("");
        }
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return List.of(Dialect.text(
                            connection,
                            "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = '" + schema
                                    + "'::regnamespace AND relkind IN ('r', 'v')")
                    .orElse("")
                    .split(" "));
        }
    }
}
