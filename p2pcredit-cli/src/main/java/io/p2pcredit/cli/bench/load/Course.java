package io.p2pcredit.cli.bench.load;

import java.util.Optional;

/**
 * The time that a load takes: switches the meter on after the warm-up, and off at the end, but neither before something
 * was acknowledged. For one thread.
 */
final class Course {
    private final Meter meter;
    private final long begin;
    private final long end;
    private boolean begun;
    private Optional<Figures> figures = Optional.empty();

    Course(Meter meter, Timing timing) {
        this.meter = meter;
        this.begin = System.nanoTime() + timing.warmUp().toNanos();
        this.end = begin + timing.measured().toNanos();
    }

    /** Whether there is more to pay. To be asked every few milliseconds at least, or the times are not kept. */
    boolean goesOn() {
        long now = System.nanoTime();
        if (!begun) {
            begin(now);
        } else if (figures.isEmpty()) {
            end(now);
        }
        return figures.isEmpty() && meter.failure().isEmpty();
    }

    private void begin(long now) {
        if (now - begin >= 0 && meter.hasCounted()) {
            meter.begin();
            begun = true;
        }
        checkPatience(now, begin);
    }

    private void end(long now) {
        if (now - end >= 0 && meter.hasCounted()) {
            figures = Optional.of(meter.end());
        }
        checkPatience(now, end);
    }

    private void checkPatience(long now, long due) {
        if (now - due >= Load.PATIENCE_NANOS) {
            meter.fail("no payment was acknowledged within a minute");
        }
    }

    /**
     * What was measured.
     *
     * @throws LoadFailedException if not everything was paid
     */
    Outcome outcome() {
        meter.failure().ifPresent(reason -> {
            throw new LoadFailedException(reason);
        });
        return new Outcome(figures.orElseThrow(() -> new LoadFailedException("it was not measured")), meter.units());
    }
}
