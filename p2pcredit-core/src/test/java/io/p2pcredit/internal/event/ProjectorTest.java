package io.p2pcredit.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.doubles.Batches;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ProjectorTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final InMemoryHistory history = new InMemoryHistory();
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
        projector.project(batch(1));
        projector.project(batch(2));
        projector.whenStored(() -> done.add("after " + history.position()));
        projector.project(batch(3));
        assertThat(done).isEmpty();
        while (!workers.isEmpty()) {
            workers.remove().run();
        }

        assertThat(done).containsExactly("after 2");
        projector.whenStored(() -> done.add("after " + history.position()));
        assertThat(done).containsExactly("after 2", "after 3");
    }

    @Test
    void runsNoTaskIfTheHistoryCannotBeWritten() {
        projector.project(batch(7));
        projector.whenStored(() -> done.add("never"));
        workers.remove().run();
        projector.whenStored(() -> done.add("never"));

        assertThat(failures).hasSize(1);
        assertThat(done).isEmpty();
    }

    private static Batch batch(long position) {
        return Batches.empty(position);
    }
}
