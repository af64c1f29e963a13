package io.p2pcredit.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.p2pcredit.cli.bench.load.Latency.Point;
import java.util.Comparator;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyTest {
    /** Three digits of the histogram. */
    private static final Offset<Double> PRECISION = within(1.1);

    @Test
    void thousandDifferentTimesHaveTheirPercentiles() {
        Histogram histogram = new Histogram(3);
        for (int micros = 1; micros <= 1_000; micros++) {
            histogram.recordValue(micros * 1_000L);
        }
        Latency latency = Latency.of(histogram);
        assertThat(latency.count()).isEqualTo(1_000);
        assertThat(latency.p50()).isCloseTo(500, PRECISION);
        assertThat(latency.p90()).isCloseTo(900, PRECISION);
        assertThat(latency.p99()).isCloseTo(990, PRECISION);
        assertThat(latency.p999()).isCloseTo(999, PRECISION);
        assertThat(latency.max()).isCloseTo(1_000, PRECISION);
    }

    @Test
    void theCurveGrowsUpToAllOfThem() {
        Histogram histogram = new Histogram(3);
        for (int micros = 1; micros <= 1_000; micros++) {
            histogram.recordValue(micros * 1_000L);
        }
        Latency latency = Latency.of(histogram);
        assertThat(latency.curve())
                .isSortedAccordingTo(
                        Comparator.comparingDouble(Point::percentile).thenComparingDouble(Point::micros));
        assertThat(latency.curve().get(latency.curve().size() - 1).percentile()).isEqualTo(100);
    }

    @Test
    void nothingMeasuredIsZero() {
        Latency latency = Latency.of(new Histogram(3));
        assertThat(latency.count()).isZero();
        assertThat(latency.p50()).isZero();
        assertThat(latency.max()).isZero();
    }
}
