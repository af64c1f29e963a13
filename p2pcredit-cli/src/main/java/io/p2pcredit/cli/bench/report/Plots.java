package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.load.Latency;
import io.p2pcredit.cli.bench.report.Series.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plots of a report. Each is empty if nothing of the kind was measured. */
final class Plots {
    private static final double WHOLE = 100;

    private Plots() {}

    /** How long payments take: so many per cent no longer than that. The run in the middle of each. */
    static Optional<String> latency(Report report) {
        List<Series> all = new ArrayList<>();
        report.serial().ifPresent(serial -> all.add(curve(serial)));
        one(report, "pipelined").ifPresent(pipelined -> all.add(curve(pipelined)));
        one(report, "chosen-ids").ifPresent(chosen -> all.add(curve(chosen)));
        report.of("hub").stream().reduce((small, large) -> large).ifPresent(hub -> all.add(curve(hub)));
        return drawn(
                "Latency by percentile",
                "share of the payments",
                Plots::percentile,
                "latency",
                Quantities::briefTime,
                all);
    }

    static Optional<String> batches(Report report) {
        return rates(report, "batched", "Payments by size of the batch", "payments in a batch", "batches");
    }

    static Optional<String> lines(Report report) {
        return rates(report, "hub", "Payments by number of lines", "trustlines of the hub", "hub");
    }

    private static Optional<String> rates(Report report, String mode, String title, String across, String name) {
        List<Dot> dots = report.of(mode).stream().map(Plots::rate).toList();
        List<Series> all = dots.isEmpty() ? List.of() : List.of(new Series(name, dots, true));
        return drawn(title, across, Quantities::count, "payments per second", Quantities::brief, all);
    }

    private static Dot rate(Measurement measurement) {
        Spread rate = measurement.perSecond();
        String tip = measurement.title() + ": " + Quantities.rate(rate.median()) + ' '
                + Quantities.range(rate, Quantities::rate);
        return Dot.of(measurement.size(), rate, tip.strip());
    }

    private static Optional<Measurement> one(Report report, String mode) {
        return report.of(mode).stream().findFirst();
    }

    /** Of the run in the middle. */
    private static Series curve(Measurement measurement) {
        Sample typical = measurement.samples().stream()
                .min((one, other) -> Double.compare(distance(measurement, one), distance(measurement, other)))
                .orElseThrow();
        List<Dot> dots = typical.payer().latency().curve().stream()
                .filter(isDrawn(typical.payer().latency()))
                .map(point -> Dot.single(place(point, typical.payer().latency()), point.micros()))
                .toList();
        return new Series(measurement.title(), dots, false);
    }

    private static double distance(Measurement measurement, Sample sample) {
        return Math.abs(sample.payer().latency().p50() - measurement.p50().median());
    }

    private static Predicate<Latency.Point> isDrawn(Latency latency) {
        return point -> point.micros() > 0 && latency.count() > 0;
    }

    /** One in how many takes longer; of the longest, one in all of them, since the axis has no end. */
    private static double place(Latency.Point point, Latency latency) {
        return Math.min((double) latency.count(), WHOLE / (WHOLE - point.percentile()));
    }

    private static String percentile(double inverse) {
        double percent = WHOLE - WHOLE / inverse;
        return String.format(Locale.ROOT, "%.10f", percent)
                        .replaceAll("0+$", "")
                        .replaceAll("[.]$", "") + " %";
    }

    private static Optional<String> drawn(
            String title,
            String across,
            DoubleFunction<String> acrossTick,
            String up,
            DoubleFunction<String> upTick,
            List<Series> series) {
        List<Dot> dots = series.stream().flatMap(one -> one.dots().stream()).toList();
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Axis x = Axis.over(across, dots.stream().map(Dot::x).toList(), acrossTick);
        Axis y = Axis.over(
                up,
                dots.stream().flatMap(dot -> Stream.of(dot.low(), dot.high())).toList(),
                upTick);
        return Optional.of(Plot.svg(title, x, y, series));
    }
}
