package io.p2pcredit.cli.bench.report;

import java.util.List;

/**
 * What belongs together in a plot, in the order of its line.
 *
 * @param marked whether each point is marked; else there is the line alone
 */
record Series(String name, List<Dot> dots, boolean marked) {
    Series {
        dots = List.copyOf(dots);
    }

    /**
     * A point.
     *
     * @param low the least of all runs
     * @param high the most of all runs
     */
    record Dot(double x, double y, double low, double high, String tip) {
        static Dot of(double x, Spread y, String tip) {
            return new Dot(x, y.median(), y.min(), y.max(), tip);
        }

        static Dot single(double x, double y) {
            return new Dot(x, y, y, y, "");
        }
    }
}
