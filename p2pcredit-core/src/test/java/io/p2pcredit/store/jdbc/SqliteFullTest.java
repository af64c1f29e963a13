package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Extent;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of SQLite that has no space left. */
class SqliteFullTest {
    @TempDir
    private Path folder;

    @Test
    void keepsWhatItHasAndGoesOnOnceThereIsSpace() throws Exception {
        BoundedSource source = new BoundedSource(folder.resolve("journal.db"));
        long last;
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.append(journal, 20);
            Sample.snapshot(journal, Extent.WHOLE);
            source.bound();
            last = fill(journal);
            everythingFails(journal);
        }
        try (Journal journal = JdbcJournal.open(source)) {
            source.bound();
            assertThat(journal.end()).isEqualTo(last);
            Sample.assertWhole(journal);
            fill(journal);
        }
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.append(journal, 50);
            Sample.snapshot(journal, Extent.CHANGES);
            Sample.assertWhole(journal);
        }
    }

    @Test
    void failsToTakeASnapshotAndHasTheOneBefore() throws Exception {
        BoundedSource source = new BoundedSource(folder.resolve("journal.db"));
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.append(journal, 20);
            Sample.snapshot(journal, Extent.WHOLE);
            source.bound();
            Journal.SnapshotWriter writer = journal.beginSnapshot(20, Extent.WHOLE);
            failsFull(() -> {
                for (int i = 0; i < 1_000; i++) {
                    writer.add(Sample.group(9).buffer());
                }
            });
            failsFull(writer::seal);
            everythingFails(journal);
        }
        try (Journal journal = JdbcJournal.open(source)) {
            Sample.assertWhole(journal);
            assertThat(journal.newestSnapshot()).isPresent();
        }
    }

    private static long fill(Journal journal) {
        long[] last = {journal.end()};
        failsFull(() -> {
            for (int i = 0; i < 1_000; i++) {
                last[0] = journal.append(Sample.group(last[0] + 1).buffer());
            }
        });
        return last[0];
    }

    private static void everythingFails(Journal journal) {
        for (Consumer<Journal> call : List.<Consumer<Journal>>of(
                Journal::end,
                Journal::trimmed,
                Journal::newestSnapshot,
                all -> all.append(Sample.group(1).buffer()),
                all -> all.replay(0, (position, group) -> {}),
                all -> all.trim(0),
                all -> all.beginSnapshot(1, Extent.WHOLE),
                all -> all.copyTo(Path.of("no.db")))) {
            failsFull(() -> call.accept(journal));
        }
    }

    private static void failsFull(Runnable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call::run);
        assertThat(failure).isNotNull().extracting(StorageException::code).isEqualTo(Code.FULL);
    }
}
