package io.p2pcredit.cli.bench;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How far it has come: a bar on a terminal, otherwise a line for each step. Both to the error output, so that the
 * report can be piped. Thread-safe.
 */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 20;
    private static final long REDRAW_MILLIS = 200;
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintStream err;
    private final boolean isTerminal;
    private final int steps;
    private final double secondsPerStep;
    private final long begun = System.nanoTime();
    private final ScheduledExecutorService redraw;
    private int done = -1;
    private long stepBegun = begun;
    private String now = "starting";

    /** @param secondsPerStep about how long each takes */
    Progress(PrintStream err, boolean isTerminal, int steps, double secondsPerStep) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.steps = steps;
        this.secondsPerStep = secondsPerStep;
        this.redraw = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (isTerminal) {
            var unused = redraw.scheduleWithFixedDelay(this::draw, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The next step begins. */
    synchronized void step(String what) {
        done++;
        now = what;
        stepBegun = System.nanoTime();
        if (isTerminal) {
            draw();
        }
    }

    /** What came of the step. */
    synchronized void result(String what) {
        if (!isTerminal) {
            err.println("[" + (done + 1) + "/" + steps + "] " + now + ": " + what);
            err.flush();
        }
    }

    private synchronized void draw() {
        double ofStep = Math.min(0.95, (System.nanoTime() - stepBegun) / 1e9 / secondsPerStep);
        double share = Math.min(1, (Math.max(0, done) + ofStep) / steps);
        int filled = (int) Math.round(share * WIDTH);
        long left = Math.round(secondsPerStep * steps * (1 - share));
        err.print(CLEAR + '[' + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + Math.round(share * 100)
                + " %, " + left + " s left: " + now);
        err.flush();
    }

    @Override
    public void close() {
        redraw.shutdownNow();
        synchronized (this) {
            if (isTerminal) {
                err.print(CLEAR);
                err.flush();
            }
        }
    }
}
