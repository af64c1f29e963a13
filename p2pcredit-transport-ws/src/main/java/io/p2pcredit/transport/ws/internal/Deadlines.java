package io.p2pcredit.transport.ws.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What has to happen on one connection within some time, or else. For any thread. */
final class Deadlines {
    private static final int LOOKS_PER_PING = 3;

    private final Timer timer;
    private final Limits.Times times;
    private final FrameLimit frame;
    private @Nullable Future<?> authentication;
    private @Nullable Future<?> pulse;
    private @Nullable Future<?> end;
    private boolean cancelled;
    private volatile long heardAt = System.nanoTime();

    Deadlines(Timer timer, Limits.Times times, FrameLimit frame) {
        this.timer = timer;
        this.times = times;
        this.frame = frame;
    }

    synchronized void expectAuthentication(Runnable orElse) {
        if (!cancelled) {
            authentication = timer.after(times.authentication(), orElse);
        }
    }

    synchronized void authenticated() {
        cancel(authentication);
    }

    /**
     * Something must be heard now and then, if need be after a ping, and a frame that has begun must come to its end.
     */
    synchronized void expectPulse(Runnable ping, Runnable ifSlow, Runnable ifSilent) {
        heard();
        if (!cancelled) {
            Duration period = times.ping().dividedBy(LOOKS_PER_PING);
            pulse = timer.every(period, () -> feelPulse(ping, ifSlow, ifSilent));
        }
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    /** The end has begun, and must be reached. The first call counts. */
    synchronized void expectEnd(Runnable orElse) {
        if (!cancelled && end == null) {
            end = timer.after(times.flush(), orElse);
        }
    }

    /** The end is reached: nothing is expected any more. */
    synchronized void cancel() {
        cancelled = true;
        cancel(authentication);
        cancel(pulse);
        cancel(end);
    }

    private void feelPulse(Runnable ping, Runnable ifSlow, Runnable ifSilent) {
        long silence = System.nanoTime() - heardAt;
        if (silence >= times.lost().toNanos()) {
            ifSilent.run();
        } else if (frame.isUnfinishedFor(times.message())) {
            ifSlow.run();
        } else if (silence >= times.ping().toNanos()) {
            ping.run();
        }
    }

    private static void cancel(@Nullable Future<?> deadline) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
