package io.p2pcredit.cli.bench.load;

import io.p2pcredit.RefusedException;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts what is acknowledged, all the time, and measures it from {@link #begin} to {@link #end}. For any thread. */
final class Meter {
    private static final int DIGITS = 3;

    private final Recorder latencies = new Recorder(DIGITS);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong units = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean measuring;
    private long acknowledgedBefore;
    private long cpuBefore;
    private long begun;

    void begin() {
        cpuBefore = cpuNanos();
        acknowledgedBefore = acknowledged.get();
        begun = System.nanoTime();
        measuring = true;
    }

    /** Whether anything was acknowledged since it was switched on; before that, at all. */
    boolean hasCounted() {
        return acknowledged.get() > acknowledgedBefore;
    }

    Figures end() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        long payments = acknowledged.get() - acknowledgedBefore;
        measuring = false;
        double cpuMicros = (cpuNanos() - cpuBefore) / 1e3;
        return new Figures(
                payments,
                seconds,
                payments / seconds,
                Latency.of(latencies.getIntervalHistogram()),
                payments == 0 ? 0 : cpuMicros / payments,
                busy.get(),
                heapMegabytes());
    }

    /** An order asked for at that time has come to its end. Returns whether it was paid. */
    boolean done(long askedNanos, @Nullable Payment payment, @Nullable Throwable thrown) {
        if (payment != null && payment.status() == PaymentStatus.ACKNOWLEDGED) {
            acknowledged.addAndGet(payment.count());
            units.addAndGet(payment.units());
            if (measuring) {
                latencies.recordValue(System.nanoTime() - askedNanos);
            }
            return true;
        }
        if (isBusy(thrown)) {
            busy.incrementAndGet();
        } else {
            fail("a payment was not acknowledged: " + (thrown == null ? payment : reason(thrown)));
        }
        return false;
    }

    void fail(String reason) {
        failure.compareAndSet(null, reason);
    }

    /** Why the load came to nothing; empty as long as it goes well. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How often the node said that it has too much to do. */
    long busy() {
        return busy.get();
    }

    /** What was paid in all, in units, also while it was not measured. */
    long units() {
        return units.get();
    }

    private static boolean isBusy(@Nullable Throwable thrown) {
        return cause(thrown) instanceof RefusedException refused && refused.code() == RefusalCode.BUSY;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof RefusedException refused ? refused.code().name() : String.valueOf(cause);
    }

    private static @Nullable Throwable cause(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static long heapMegabytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
