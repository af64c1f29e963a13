package io.p2pcredit.cli.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What several runs gave: the one in the middle, and how far they were apart. */
public record Spread(double median, double min, double max) {
    /** @throws IllegalArgumentException if there is nothing */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double upper = sorted.get(half);
        double median = sorted.size() % 2 == 1 ? upper : (sorted.get(half - 1) + upper) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    static <T> Spread of(List<T> all, ToDoubleFunction<T> value) {
        return of(all.stream().mapToDouble(value).boxed().toList());
    }
}
