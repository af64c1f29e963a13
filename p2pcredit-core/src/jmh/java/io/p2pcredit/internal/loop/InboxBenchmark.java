package io.p2pcredit.internal.loop;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What waits for the owner, put in and taken out, without the thread that does it being woken. */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class InboxBenchmark {
    private static final Work NOTHING = round -> {};

    private final Inbox inbox = new Inbox();
    private final Round round = new Round(new Lines(List.of()));

    @TearDown(Level.Iteration)
    public void empty() {
        inbox.refuseAll();
    }

    /** One thread asks and does what was asked. */
    @Benchmark
    @Group("alone")
    public boolean offerAndTake() {
        boolean taken = inbox.offer(NOTHING, InboxBenchmark::refuse);
        take();
        return taken;
    }

    /** An application that asks as fast as it can; when too much waits it is told so, which counts as well. */
    @Benchmark
    @Group("handOver")
    @GroupThreads(1)
    public boolean offer() {
        return inbox.offer(NOTHING, InboxBenchmark::refuse);
    }

    /** The owner, who finds something or nothing. */
    @Benchmark
    @Group("handOver")
    @GroupThreads(1)
    public @Nullable Work take() {
        Work next = inbox.poll();
        if (next != null) {
            next.run(round);
        }
        return next;
    }

    private static void refuse() {}
}
