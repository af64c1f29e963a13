package io.p2pcredit.cli.bench.load;

import java.time.Duration;

/**
 * How long a load lasts.
 *
 * @param warmUp what is not measured at first
 */
public record Timing(Duration warmUp, Duration measured) {
    /** Warms up for a quarter of the time that is measured, at most for 5 seconds. */
    public static Timing of(Duration measured) {
        Duration quarter = measured.dividedBy(4);
        Duration most = Duration.ofSeconds(5);
        return new Timing(quarter.compareTo(most) < 0 ? quarter : most, measured);
    }

    public Duration whole() {
        return warmUp.plus(measured);
    }
}
