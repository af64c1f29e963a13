package io.p2pcredit.internal.loop;

import io.p2pcredit.spi.NodeEnvironment;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * How long to wait before the next attempt: exponential, with full jitter, so that peers that lost each other at once
 * do not come back at once ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
public final class Backoff {
    private final NodeEnvironment environment;
    private final long first;
    private final long most;
    private int failures;

    public Backoff(NodeEnvironment environment, Duration first, Duration most) {
        this.environment = environment;
        this.first = first.toNanos();
        this.most = most.toNanos();
    }

    /** Between 0 and twice as much as the last time at most. */
    public Duration next() {
        long cap = failures < 32 ? Math.min(most, first << failures) : most;
        failures++;
        byte[] chance = new byte[Long.BYTES];
        environment.randomBytes(chance);
        long draw = ByteBuffer.wrap(chance).getLong() >>> 1;
        return Duration.ofNanos(draw % (cap + 1));
    }

    /** From now on as if all attempts for a long time had failed. */
    public void exhaust() {
        failures = Integer.SIZE;
    }

    public void reset() {
        failures = 0;
    }
}
