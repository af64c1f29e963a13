package io.p2pcredit.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One axis of a plot, logarithmic, over whole powers of ten.
 *
 * @param label what it shows, with its unit
 * @param from the power of ten that it begins with
 * @param to the power of ten that it ends with
 * @param tick how a power of ten is written
 */
record Axis(String label, int from, int to, DoubleFunction<String> tick) {
    /** As long as it takes for all the values, which are positive. */
    static Axis over(String label, List<Double> values, DoubleFunction<String> tick) {
        double least = values.stream().mapToDouble(value -> value).min().orElse(1);
        double most = values.stream().mapToDouble(value -> value).max().orElse(1);
        int from = (int) Math.floor(Math.log10(least));
        return new Axis(label, from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))), tick);
    }

    /** Where the value is: 0 at the beginning, 1 at the end. */
    double position(double value) {
        return (Math.log10(value) - from) / (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }
}
