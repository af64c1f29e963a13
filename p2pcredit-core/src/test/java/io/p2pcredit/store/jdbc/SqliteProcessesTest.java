package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.store.jdbc.JournalProcess.Task;
import io.p2pcredit.trustline.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A file of SQLite between real processes. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SqliteProcessesTest {
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    @Test
    void isRefusedToASecondProcessWhichTouchesNothing() throws Exception {
        try (JournalProcess owner = JournalProcess.start(Task.HOLD, file())) {
            assertThat(owner.said()).isEqualTo("open");
            Map<String, String> before = Folders.contents(folder);
            assertThat(catchThrowableOfType(StorageException.class, this::open).code())
                    .isEqualTo(Code.LOCKED);
            assertThat(Folders.contents(folder)).isEqualTo(before);
            owner.end();
        }
        open().close();
    }

    /** The platform drops a process's locks on a file when any descriptor of it is closed. */
    @Test
    void staysLockedWhateverItsOwnProcessDoesWithTheFile() throws Exception {
        try (Journal journal = open()) {
            Sample.append(journal, 3);
            assertThat(catchThrowableOfType(StorageException.class, this::open).code())
                    .isEqualTo(Code.LOCKED);
            journal.copyTo(folder.resolve("copy.db"));
            JdbcJournal.open(Databases.sqlite(folder.resolve("copy.db"))).close();
            try (JournalProcess second = JournalProcess.start(Task.HOLD, file())) {
                assertThat(second.said()).isEqualTo("LOCKED");
            }
            Sample.append(journal, 3);
            Sample.assertWhole(journal);
        }
    }

    @Test
    void hasEverythingThatAKilledProcessWasToldToBeDurable() {
        Seeds.repeat(KILLS, random -> {
            try {
                killAfter(random.nextInt(1, 400));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Each life goes on where the one before it was ended. */
    private void killAfter(int lines) throws IOException {
        List<String> said = new ArrayList<>();
        try (JournalProcess process = JournalProcess.start(Task.WRITE, file())) {
            while (said.size() < lines) {
                said.add(process.said());
            }
            process.kill();
            for (String line = process.said(); line != null; line = process.said()) {
                said.add(line);
            }
        }
        try (Journal journal = open()) {
            assertThat(said.get(0)).startsWith("appended ");
            assertThat(journal.end() - JournalProcess.last(said, "appended")).isBetween(0L, 1L);
            assertThat(journal.newestSnapshot().map(Journal.Snapshot::position).orElse(0L))
                    .isGreaterThanOrEqualTo(JournalProcess.last(said, "sealed"));
            assertThat(journal.trimmed()).isGreaterThanOrEqualTo(JournalProcess.last(said, "trimmed"));
            Sample.assertWhole(journal);
        }
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private Journal open() {
        return JdbcJournal.open(Databases.sqlite(file()));
    }
}
