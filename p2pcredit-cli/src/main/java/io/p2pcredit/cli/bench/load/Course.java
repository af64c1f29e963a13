package io.p2pcredit.cli.bench.load;

/** The time that a load takes: switches the meter on after the warm-up, and off at the end. For one thread. */
final class Course {
    private static final int NOTES = 20;

    private final Meter meter;
    private final Timing timing;
    private final long started = System.nanoTime();
    private boolean begun;
    private int noted;

    Course(Meter meter, Timing timing) {
        this.meter = meter;
        this.timing = timing;
    }

    /** Whether there is more to pay. To be asked every few milliseconds at least, or the times are not kept. */
    boolean goesOn() {
        long passed = System.nanoTime() - started;
        if (!begun && passed >= timing.warmUp().toNanos()) {
            meter.begin();
            begun = true;
        }
        measure(meter.measuredNanos());
        boolean goesOn = meter.figures().isEmpty() && meter.failure().isEmpty();
        if (goesOn && passed >= 2 * timing.whole().toNanos() + Load.PATIENCE_NANOS) {
            meter.fail("no payment was acknowledged within a minute");
        }
        return goesOn;
    }

    private void measure(long measured) {
        long whole = timing.measured().toNanos();
        if (measured >= whole * (noted + 1) / NOTES) {
            meter.note();
            noted++;
        }
        if (measured >= whole) {
            meter.end();
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
        Figures figures = meter.figures().orElseThrow(() -> new LoadFailedException("nothing was measured"));
        return new Outcome(figures, meter.units());
    }
}
