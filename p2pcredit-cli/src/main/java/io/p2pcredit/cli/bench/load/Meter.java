package io.p2pcredit.cli.bench.load;

import io.p2pcredit.RefusedException;
import io.p2pcredit.cli.bench.load.Figures.Moment;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.RefusalCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is acknowledged, and measures it for some time. That time begins and ends with an acknowledgement, because
 * they come in bursts: from the beginning of a burst to the beginning of another one is what so many payments take. For
 * any thread.
 */
final class Meter {
    private static final int DIGITS = 3;

    private final Recorder latencies = new Recorder(DIGITS);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong units = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final List<Moment> trace = new ArrayList<>();
    private volatile Phase phase = Phase.BEFORE;
    private volatile @Nullable Figures figures;
    private long acknowledgedBefore;
    private long cpuBefore;
    private long begun;

    private enum Phase {
        BEFORE,
        /** Measured from the next acknowledgement on. */
        BEGINNING,
        MEASURING,
        /** Measured until the next acknowledgement. */
        ENDING,
        AFTER
    }

    /** The time to measure begins. */
    void begin() {
        phase = Phase.BEGINNING;
    }

    /** For how long it has been measured; negative if that has not really begun. */
    synchronized long measuredNanos() {
        return phase == Phase.MEASURING ? System.nanoTime() - begun : -1;
    }

    /** Notes how far it has come, while it is measured. */
    synchronized void note() {
        if (phase == Phase.MEASURING) {
            long payments = acknowledged.get() - acknowledgedBefore;
            trace.add(new Moment((System.nanoTime() - begun) / 1e9, payments, heapMegabytes()));
        }
    }

    /** The time to measure is over. */
    synchronized void end() {
        if (phase == Phase.MEASURING) {
            phase = Phase.ENDING;
        }
    }

    /** What was measured, once that is over. */
    Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    private synchronized void acknowledgement() {
        if (phase == Phase.BEGINNING) {
            cpuBefore = cpuNanos();
            acknowledgedBefore = acknowledged.get();
            begun = System.nanoTime();
            phase = Phase.MEASURING;
        } else if (phase == Phase.ENDING) {
            figures = measured();
            phase = Phase.AFTER;
        }
    }

    private Figures measured() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        long payments = acknowledged.get() - acknowledgedBefore;
        double cpuMicros = (cpuNanos() - cpuBefore) / 1e3;
        return new Figures(
                payments,
                seconds,
                payments / seconds,
                Latency.of(latencies.getIntervalHistogram()),
                payments == 0 ? 0 : cpuMicros / payments,
                busy.get(),
                trace);
    }

    /** An order asked for at that time has come to its end. Returns whether it was paid. */
    boolean done(long askedNanos, @Nullable Payment payment, @Nullable Throwable thrown) {
        if (payment != null && payment.status() == PaymentStatus.ACKNOWLEDGED) {
            count(payment, System.nanoTime() - askedNanos);
            return true;
        }
        if (isBusy(thrown)) {
            busy.incrementAndGet();
        } else {
            fail("a payment was not acknowledged: " + (thrown == null ? payment : reason(thrown)));
        }
        return false;
    }

    private void count(Payment payment, long nanos) {
        if (phase == Phase.BEGINNING || phase == Phase.ENDING) {
            acknowledgement();
        }
        acknowledged.addAndGet(payment.count());
        units.addAndGet(payment.units());
        if (phase == Phase.MEASURING || phase == Phase.ENDING) {
            latencies.recordValue(nanos);
        }
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
