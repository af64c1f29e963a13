package io.p2pcredit.cli.bench.report;

import java.util.List;

/**
 * How much was paid in one way, all medians of the runs.
 *
 * @param range what the rates of the runs lay between
 * @param ratio of the rate to what signatures allow if each payment has its own
 * @param payerCpu processor time of the paying process for a payment
 * @param payeeCpu that of the other process
 */
record LoadRow(
        String what,
        String perSecond,
        String range,
        String ratio,
        String p50,
        String p99,
        String payerCpu,
        String payeeCpu) {
    static final List<String> TITLES =
            List.of("payments", "runs", "to signatures", "p50", "p99", "payer's CPU", "payee's CPU");

    static List<LoadRow> all(Report report) {
        return report.measurements().stream()
                .filter(measurement -> !measurement.mode().equals("serial"))
                .map(measurement -> of(measurement, report))
                .toList();
    }

    private static LoadRow of(Measurement measurement, Report report) {
        Spread rate = measurement.perSecond();
        return new LoadRow(
                measurement.title(),
                Quantities.rate(rate.median()),
                Quantities.range(rate, Quantities::rate),
                Quantities.ratio(measurement.rateRatio(report.floors()).median()),
                Quantities.time(measurement.p50().median()),
                Quantities.time(measurement.p99().median()),
                Quantities.time(measurement.payerCpuMicros().median()),
                Quantities.time(measurement.payeeCpuMicros().median()));
    }

    List<String> cells() {
        return List.of(what, perSecond, range, ratio, p50, p99, payerCpu, payeeCpu);
    }
}
