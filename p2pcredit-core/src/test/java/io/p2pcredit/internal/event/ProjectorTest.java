package io.p2pcredit.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingHistory;
import io.p2pcredit.doubles.Batches;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectorTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final Noted history = new Noted();
    private final List<Throwable> failures = new ArrayList<>();
    private final Projector projector = new Projector(history, workers::add, failures::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsATaskAtOnceIfNothingIsToBeStored() {
        projector.whenStored(() -> done.add("at once"));

        assertThat(done).containsExactly("at once");
    }

    @Test
    void runsATaskOnceEverythingBeforeItIsStored() {
        projector.project(batch(1), 1);
        projector.project(batch(2), 1);
        projector.whenStored(() -> done.add("after " + history.position()));
        assertThat(done).isEmpty();
        work();
        assertThat(done).containsExactly("after 2");
        projector.project(batch(3), 1);
        projector.whenStored(() -> done.add("after " + history.position()));
        work();
        projector.whenStored(() -> done.add("at once after " + history.position()));

        assertThat(done).containsExactly("after 2", "after 3", "at once after 3");
    }

    @Test
    void storesAllThatWaitsTogether() {
        IntStream.rangeClosed(1, 500).forEach(position -> projector.project(batch(position), 1));
        work();

        assertThat(history.calls).containsExactly("store 500");
    }

    @Test
    void makesDurableWhatIsAskedForAndNotBeforeItIsStored() {
        projector.project(batch(1), 1);
        projector.whenDurable(() -> done.add("durable"));
        assertThat(done).isEmpty();
        work();
        projector.whenDurable(() -> done.add("durable again"));
        work();

        assertThat(done).containsExactly("durable", "durable again");
        assertThat(history.calls).containsExactly("store 1", "sync", "sync");
    }

    @ParameterizedTest
    @CsvSource({"9999, 1, false", "10000, 1, true", "1, 134217727, false", "1, 134217728, true"})
    void isFullAtTenThousandBatchesOr128MiBOfThem(int batches, int bytes, boolean full) {
        IntStream.rangeClosed(1, batches).forEach(position -> projector.project(batch(position), bytes));
        assertThat(projector.isFull(() -> done.add("room"))).isEqualTo(full);
        work();

        assertThat(done).isEqualTo(full ? List.of("room") : List.of());
        assertThat(projector.isFull(() -> done.add("room"))).isFalse();
    }

    @Test
    void runsNoTaskIfTheHistoryCannotBeWritten() {
        projector.project(batch(7), 1);
        projector.whenStored(() -> done.add("never"));
        projector.whenDurable(() -> done.add("never"));
        work();
        projector.whenStored(() -> done.add("never"));
        projector.whenDurable(() -> done.add("never"));
        work();

        assertThat(failures).hasSize(1);
        assertThat(projector.isFull(() -> {})).isFalse();
        assertThat(done).isEmpty();
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    /** Writes down what it is asked for. */
    private static final class Noted extends ForwardingHistory {
        private final List<String> calls = new ArrayList<>();

        Noted() {
            super(new InMemoryHistory());
        }

        @Override
        public void store(List<Batch> batches) {
            calls.add("store " + batches.size());
            super.store(batches);
        }

        @Override
        public void sync() {
            calls.add("sync");
            super.sync();
        }
    }

    private static Batch batch(long position) {
        return Batches.empty(position);
    }
}
