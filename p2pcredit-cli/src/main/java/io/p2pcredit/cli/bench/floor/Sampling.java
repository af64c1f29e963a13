package io.p2pcredit.cli.bench.floor;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.load.Timing;
import org.HdrHistogram.Histogram;

/** For how long something is done again and again to learn what it costs. For one thread, and for one use. */
public final class Sampling {
    private static final int DIGITS = 3;

    private final Timing timing;
    private long begun = System.nanoTime();

    public Sampling(Timing timing) {
        this.timing = timing;
    }

    /** Measures how long the task takes. */
    public static Latency of(Timing timing, Runnable task) {
        Histogram histogram = new Histogram(DIGITS);
        Sampling sampling = new Sampling(timing);
        do {
            long before = System.nanoTime();
            task.run();
            long took = System.nanoTime() - before;
            if (sampling.isWarm()) {
                histogram.recordValue(took);
            }
        } while (sampling.goesOn());
        return Latency.of(histogram);
    }

    /** The time runs from now on. */
    void begin() {
        begun = System.nanoTime();
    }

    /** Whether what is done now counts. */
    boolean isWarm() {
        return System.nanoTime() - begun >= timing.warmUp().toNanos();
    }

    /** At least once after the warm-up. */
    boolean goesOn() {
        return System.nanoTime() - begun < timing.whole().toNanos();
    }

    long seconds() {
        return timing.whole().toSeconds();
    }
}
