package io.p2pcredit.cli.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long something took, as a distribution, in microseconds.
 *
 * @param count how many were measured
 * @param curve the whole of it, by growing percentile
 */
public record Latency(long count, double p50, double p90, double p99, double p999, double max, List<Point> curve) {
    private static final double NANOS = 1_000;
    private static final int TICKS_PER_HALF = 4;

    public Latency {
        curve = List.copyOf(curve);
    }

    /** @param histogram in nanoseconds */
    public static Latency of(Histogram histogram) {
        return new Latency(
                histogram.getTotalCount(),
                at(histogram, 50),
                at(histogram, 90),
                at(histogram, 99),
                at(histogram, 99.9),
                histogram.getMaxValue() / NANOS,
                curve(histogram));
    }

    private static double at(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS;
    }

    private static List<Point> curve(Histogram histogram) {
        List<Point> points = new ArrayList<>();
        for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF)) {
            points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / NANOS));
        }
        return points;
    }

    /**
     * So many of them took no longer than this.
     *
     * @param percentile 0 to 100
     */
    public record Point(double percentile, double micros) {}
}
