package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.floor.Floor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * One figure.
 *
 * @param median of all runs
 * @param range what the runs lay between
 * @param ratio to the least that it can take; empty for most
 */
record Row(String what, String median, String range, String ratio) {
    static final List<String> TITLES = List.of("median", "runs", "to the least");

    /** What the machine needs for the parts of a payment. */
    static List<Row> floor(Report report) {
        List<Floor> floors = report.floors();
        List<Row> rows = new ArrayList<>();
        rows.add(time(
                "durable append, 200 B to a file",
                floors,
                floor -> floor.append().p50()));
        rows.add(time(
                "commit of the store, 200 B", floors, floor -> floor.commit().p50()));
        rows.add(time(
                "WebSocket round trip, 200 B",
                floors,
                floor -> floor.roundTrip().p50()));
        rows.add(time("sign", floors, floor -> floor.sign().p50()));
        rows.add(time("verify", floors, floor -> floor.verify().p50()));
        rows.add(time("the least for a payment", floors, Floor::serialMicros));
        rows.add(time("the same with commits", floors, Floor::committedMicros));
        rows.add(of("the most that signatures allow", Spread.of(floors, Floor::signedPerSecond), Quantities::rate, ""));
        return rows;
    }

    /** How long one payment takes, if that was measured. */
    static List<Row> serial(Report report) {
        return report.serial().map(serial -> serial(serial, report.floors())).orElse(List.of());
    }

    /** The most that one payment shall take. */
    private static final String GOAL = " (goal: 1.5 x)";

    private static List<Row> serial(Measurement serial, List<Floor> floors) {
        String ratio = Quantities.ratio(serial.latencyRatio(floors).median()) + GOAL;
        return List.of(
                of("p50", serial.p50(), Quantities::time, ratio),
                of("p90", serial.p90(), Quantities::time, ""),
                of("p99", serial.p99(), Quantities::time, ""),
                of("p99.9", serial.p999(), Quantities::time, ""),
                of("longest", serial.max(), Quantities::time, ""),
                of("payments", serial.perSecond(), Quantities::rate, ""));
    }

    private static Row time(String what, List<Floor> floors, ToDoubleFunction<Floor> micros) {
        return of(what, Spread.of(floors, micros), Quantities::time, "");
    }

    private static Row of(String what, Spread spread, DoubleFunction<String> form, String ratio) {
        return new Row(what, form.apply(spread.median()), Quantities.range(spread, form), ratio);
    }
}
