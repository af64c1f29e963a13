package io.p2pcredit.cli.bench.load;

/** The time that a load takes: switches the meter on after the warm-up, and off at the end. For one thread. */
final class Course {
    private final Meter meter;
    private final long begin;
    private final long end;
    private boolean begun;

    Course(Meter meter, Timing timing) {
        this.meter = meter;
        this.begin = System.nanoTime() + timing.warmUp().toNanos();
        this.end = begin + timing.measured().toNanos();
    }

    /** Whether there is more to pay. To be asked every few milliseconds at least, or the times are not kept. */
    boolean goesOn() {
        long now = System.nanoTime();
        if (!begun && now - begin >= 0) {
            meter.begin();
            begun = true;
        }
        if (now - end >= 0 && !meter.end() && now - end >= Load.PATIENCE_NANOS) {
            meter.fail("no payment was acknowledged within a minute");
        }
        return meter.figures().isEmpty() && meter.failure().isEmpty();
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
        Figures figures = meter.figures().orElseThrow(() -> new LoadFailedException("nothing was measured"));
        return new Outcome(figures, meter.units());
    }
}
