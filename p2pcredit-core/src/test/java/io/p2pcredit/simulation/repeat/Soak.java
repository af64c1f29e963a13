package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.Counts;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.SimulationFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * As many runs as there is time for, under seeds that nobody has tried: {@code mvn -Psoak -pl p2pcredit-core test
 * -Dp2pcredit.minutes=30}. Every minute it says how far it is; a failure is told and counted, and it goes on. Its name
 * keeps it out of the usual tests.
 */
class Soak {
    private static final String FAULT = "fault: ";
    private static final Set<String> OTHER_FAULTS =
            Set.of("crashes", "everything lost", "old copy", "history lost", "late message", "crossing dials");
    private static final int MOST_REPORTS = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5); // one that never ends, and its shrinking

    private final long started = System.nanoTime();
    private final Duration duration = Duration.ofMinutes(Integer.getInteger("p2pcredit.minutes", 1));
    private final Tally tally = new Tally();
    private final AtomicLong seeds = new AtomicLong(firstSeed());
    private final AtomicLong reports = new AtomicLong();

    @Test
    void findsNothing() throws InterruptedException {
        System.out.println(duration.toMinutes() + " minutes from seed " + seeds.get() + " on");
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            CompletableFuture<?> all = CompletableFuture.allOf(
                    Stream.generate(() -> worker(workers)).limit(threads).toArray(CompletableFuture<?>[]::new));
            workers.shutdown();
            while (!workers.awaitTermination(MINUTE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.out.println(progress());
                assertThat(elapsed()).as("all runs come to an end").isLessThan(duration.plus(LONGEST_RUN));
            }
            all.join();
        } finally {
            workers.shutdownNow();
        }
        System.out.println(progress());
        Counts counts = tally.counts();
        System.out.println("faults injected: " + counts.of(Soak::isFault));
        System.out.println("what came of it: " + counts.of(what -> !isFault(what)));
        assertThat(tally.failedSeeds()).as("seeds that fail").isEmpty();
    }

    private CompletableFuture<?> worker(Executor workers) {
        return CompletableFuture.runAsync(this::work, workers);
    }

    private void work() {
        while (elapsed().compareTo(duration) < 0) {
            tally.run(Scenario.of(seeds.getAndIncrement())).ifPresent(this::tell);
        }
    }

    private void tell(SimulationFailure failure) {
        System.out.println(
                reports.incrementAndGet() <= MOST_REPORTS
                        ? Shrinker.shrink(failure).error().getMessage()
                        : failure.getMessage());
    }

    private String progress() {
        double minutes = elapsed().toMillis() / 60_000.0;
        return String.format(
                "%.1f minutes: %d histories, %.0f a minute, %d events, %d failures",
                minutes,
                tally.histories(),
                tally.histories() / minutes,
                tally.events(),
                tally.failedSeeds().size());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static boolean isFault(String what) {
        return what.startsWith(FAULT) || OTHER_FAULTS.contains(what);
    }

    /** Far from those of commits. */
    private static long firstSeed() {
        return Long.getLong("p2pcredit.base", (1L << 60) + (new SecureRandom().nextLong() >>> 8));
    }
}
