package io.p2pcredit.internal.loop;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.NodeEnvironment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From an application's thread to an idle owner and back: two threads are woken, and nothing is stored or signed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundTripBenchmark {
    private final NodeEnvironment environment = NodeEnvironment.system();
    private final Journal journal = new InMemoryStorage().open();
    private final Loop loop = started();

    private Loop started() {
        Loop made = new Loop(environment, journal, InMemorySigner.generate(), new Lines(List.of()));
        made.start(commit -> {}, failure -> {}, then -> false);
        return made;
    }

    @TearDown
    public void close() {
        environment.close();
        journal.close();
    }

    @Benchmark
    public void emptyRound() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.submit(round -> round.afterwards(() -> done.complete(null)));
        done.join();
    }
}
