package io.p2pcredit.node;

import static io.p2pcredit.node.Clocktown.ALICE;
import static io.p2pcredit.node.Clocktown.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.doubles.PacedJournal;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running node writes copies of its stores; the files of the copies say here only that they are there. */
@Timeout(60)
class CopyingTest {
    @TempDir
    private Path directory;

    private final Clocktown town = new Clocktown(1_000_000);
    private final List<String> notes = new ArrayList<>();
    private InMemoryStorage journalCopy = new InMemoryStorage();
    private InMemoryHistory historyCopy = new InMemoryHistory();
    private Optional<RuntimeException> ofTheJournal = Optional.empty();
    private Optional<RuntimeException> ofTheHistory = Optional.empty();
    private Runnable meanwhile = () -> {};
    private CreditNode alice;

    @BeforeEach
    void begin() {
        start();
        town.bob.start();
        town.indebt(town.alice, town.bob, 30);
        town.clock.pass(Duration.ofSeconds(1));
    }

    private void start() {
        alice = town.alice
                .with(builder -> builder.store(new CopiedJournal(), new CopiedHistory()))
                .start();
    }

    private Path journalFile() {
        return directory.resolve("journal.copy");
    }

    private Path historyFile() {
        return directory.resolve("history.copy");
    }

    private CompletableFuture<Void> backUp() {
        CompletableFuture<Void> copied = alice.backup(journalFile(), historyFile());
        town.clock.pass(Duration.ofSeconds(1));
        return copied;
    }

    private void pay(long units) {
        town.clock.answer(alice.pay(PaymentOrder.to(BOB, units)).acknowledged());
        town.clock.answer(town.bob.node().pay(PaymentOrder.to(ALICE, units)).acknowledged());
    }

    @Test
    void takesBackFromThePeerWhatHasHappenedSince() {
        assertThat(backUp()).isCompleted();
        town.clock.answer(alice.pay(PaymentOrder.to(BOB, 11)).acknowledged());
        town.clock.answer(town.bob.node().pay(PaymentOrder.to(ALICE, 1)).acknowledged());
        town.alice.kill();
        town.alice.storage = journalCopy;
        town.alice.history = historyCopy;
        start();
        assertThat(town.alice.owes(town.bob)).isEqualTo(30);
        town.clock.until(() -> town.alice.isReadyFor(town.bob) && town.bob.isReadyFor(town.alice));

        assertThat(town.alice.owes(town.bob)).isEqualTo(40);
        town.clock.answer(alice.pay(PaymentOrder.to(BOB, 2)).acknowledged());
        assertThat(town.bob.balanceWith(town.alice)).isEqualTo(Balance.of(42));
    }

    @Test
    void copiesTheHistoryFirstAndLetsNothingGoThatItNeeds() {
        for (int i = 0; i < 60; i++) {
            meanwhile = () -> {
                pay(1);
                pay(1);
            };
            CompletableFuture<Void> copied = alice.backup(journalFile(), historyFile());
            town.clock.until(copied::isDone);
            assertThat(copied).isCompleted();
            meanwhile = () -> {};
            pay(1);
            deleteFiles();
            comesBackFromTheCopies();
        }
        assertThat(notes).contains("seal", "trim");
        for (int i = 0; i < notes.size(); i++) {
            if (notes.get(i).equals("history copied")) {
                assertThat(notes.get(i + 1)).isEqualTo("journal copied");
            }
        }
    }

    /** A node of its own, which nobody hears of. */
    private void comesBackFromTheCopies() {
        Clocktown elsewhere = new Clocktown(1_000_000);
        elsewhere.alice.storage = journalCopy;
        elsewhere.alice.history = historyCopy;
        elsewhere.alice.start();
        assertThat(elsewhere.alice.owes(elsewhere.bob)).isEqualTo(town.alice.owes(town.bob));
        assertThat(historyCopy.position()).isEqualTo(journalCopy.takeOver().end());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingHalfWrittenIfAStoreCannotBeCopied(boolean journal) {
        RuntimeException failure = new StorageException(StorageException.Code.FULL, "no space");
        ofTheJournal = Optional.of(failure).filter(wanted -> journal);
        ofTheHistory = Optional.of(failure).filter(wanted -> !journal);

        assertThat(failure(backUp())).isSameAs(failure);
        assertThat(directory).isEmptyDirectory();
        ofTheJournal = Optional.empty();
        ofTheHistory = Optional.empty();
        assertThat(backUp()).as("and works the next time").isCompleted();
        assertThat(alice.status().state()).isEqualTo(NodeStatus.State.READY);
    }

    @Test
    void saysThatAStoreInMemoryHasNoFiles() {
        assertThat(failure(town.bob.node().backup(journalFile(), historyFile())))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal.copy", "history.copy"})
    void leavesFilesAloneThatAreThereAlready(String name) throws IOException {
        Files.writeString(directory.resolve(name), "somebody's");

        assertThat(failure(backUp()))
                .isInstanceOf(StorageException.class)
                .hasMessage("there is a file already: " + directory.resolve(name));
        assertThat(directory.resolve(name)).content().isEqualTo("somebody's");
        assertThat(directory).isDirectoryContaining(file -> file.endsWith(name));
        assertThat(notes).doesNotContain("history copied");
    }

    @Test
    void writesOneAtATime() {
        CompletableFuture<Void> first = alice.backup(journalFile(), historyFile());
        CompletableFuture<Void> second = alice.backup(directory.resolve("other"), directory.resolve("another"));

        assertThat(town.refusal(second)).isEqualTo(RefusalCode.BUSY);
        town.clock.until(first::isDone);
        assertThat(first).isCompleted();
    }

    @Test
    void leavesNothingIfTheNodeIsClosedMeanwhile() {
        meanwhile = () -> town.clock.add(
                () -> assertThat(alice.settleAllAndClose(Duration.ZERO)).isNotNull());
        ofTheJournal = Optional.of(new IllegalStateException("too late"));
        CompletableFuture<Void> copied = alice.backup(journalFile(), historyFile());
        town.clock.until(copied::isDone);
        town.clock.pass(Duration.ofSeconds(1));

        assertThat(copied).isCompletedExceptionally();
        assertThat(directory).isEmptyDirectory();
    }

    private Throwable failure(CompletableFuture<?> future) {
        town.clock.until(future::isDone);
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
    }

    private void deleteFiles() {
        try {
            Files.delete(journalFile());
            Files.delete(historyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "a copy");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class CopiedJournal extends PacedJournal {
        CopiedJournal() {
            super(town.alice.storage.takeOver(), new Pace(7, Long.MAX_VALUE, 256));
        }

        @Override
        public boolean trim(long upTo) {
            notes.add("trim");
            return super.trim(upTo);
        }

        @Override
        public SnapshotWriter beginSnapshot(long position, Extent extent) {
            SnapshotWriter writer = super.beginSnapshot(position, extent);
            return new SnapshotWriter() {
                @Override
                public void add(ByteBuffer chunk) {
                    writer.add(chunk);
                }

                @Override
                public void seal() {
                    notes.add("seal");
                    writer.seal();
                }
            };
        }

        @Override
        public void copyTo(Path file) {
            write(file);
            ofTheJournal.ifPresent(failure -> {
                throw failure;
            });
            notes.add("journal copied");
            journalCopy = town.alice.storage.copy();
        }
    }

    private final class CopiedHistory extends ForwardingHistory {
        CopiedHistory() {
            super(town.alice.history);
        }

        @Override
        public void copyTo(Path file) {
            write(file);
            ofTheHistory.ifPresent(failure -> {
                throw failure;
            });
            notes.add("history copied");
            historyCopy = town.alice.history.copy();
            meanwhile.run();
        }
    }
}
