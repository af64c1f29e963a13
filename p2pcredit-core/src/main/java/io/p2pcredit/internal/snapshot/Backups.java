package io.p2pcredit.internal.snapshot;

import io.p2pcredit.internal.event.Promises;
import io.p2pcredit.internal.event.Requests;
import io.p2pcredit.internal.loop.Loop;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.StorageException.Code;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies both stores while the node goes on: the history first, then the journal, and meanwhile nothing goes that the
 * older copy of the history needs. For the owner, unless a method says otherwise.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Loop loop;
    private final Requests requests;
    private final Promises promises;
    private final Journal journal;
    private final History history;
    private final Snapshots snapshots;
    private final Executor workers;
    private Optional<Copy> underWay = Optional.empty();

    public Backups(
            Loop loop,
            Requests requests,
            Promises promises,
            Journal journal,
            History history,
            Snapshots snapshots,
            Executor workers) {
        this.loop = loop;
        this.requests = requests;
        this.promises = promises;
        this.journal = journal;
        this.history = history;
        this.snapshots = snapshots;
        this.workers = workers;
    }

    /** Two new files, and what was promised for them. */
    private static final class Copy {
        private final Path journal;
        private final Path history;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private volatile boolean begun;

        Copy(Path journal, Path history) {
            this.journal = journal;
            this.history = history;
        }

        void checkIsNew() {
            for (Path file : List.of(journal, history)) {
                if (Files.exists(file)) {
                    throw new StorageException(Code.FAILED, "there is a file already: " + file);
                }
            }
        }

        /** Leaves nothing of what was written; what was there before it has begun is somebody else's. */
        void discard() {
            if (begun) {
                delete(journal);
                delete(history);
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) { // the caller is told that there is no copy all the same
                LOG.warn("what was written of a copy cannot be deleted", e);
            }
        }
    }

    /** For any thread. */
    public CompletableFuture<Void> write(Path journalCopy, Path historyCopy) {
        Copy copy = new Copy(journalCopy, historyCopy);
        requests.command(round -> begin(round, copy), copy.done);
        return copy.done.copy();
    }

    private void begin(Round round, Copy copy) {
        if (underWay.isPresent()) {
            requests.refuse(Refusal.because(RefusalCode.BUSY), copy.done);
            return;
        }
        underWay = Optional.of(copy);
        snapshots.hold();
        round.afterwards(() -> workers.execute(() -> copyHistory(copy)));
    }

    private void copyHistory(Copy copy) {
        try {
            copy.checkIsNew();
            copy.begun = true;
            history.copyTo(copy.history);
            loop.between(() -> copyJournal(copy));
        } catch (Throwable failure) { // whatever it was, the node itself has lost nothing
            loop.between(() -> end(copy, Optional.of(failure)));
        }
        if (loop.isStopped()) {
            copy.discard();
        }
    }

    private void copyJournal(Copy copy) {
        try {
            journal.copyTo(copy.journal);
            end(copy, Optional.empty());
        } catch (RuntimeException failure) { // the journal itself is as good as before
            end(copy, Optional.of(failure));
        }
    }

    private void end(Copy copy, Optional<Throwable> failure) {
        underWay = Optional.empty();
        snapshots.goOn();
        if (failure.isPresent()) {
            copy.discard();
            promises.fail(copy.done, failure.get());
        } else {
            promises.done(copy.done);
        }
    }

    /** Nobody waits for a copy any more, and there is none. */
    public void refuseAll(Refusal refusal) {
        underWay.ifPresent(copy -> {
            copy.discard();
            promises.refuse(copy.done, refusal);
        });
        underWay = Optional.empty();
    }
}
