package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.floor.Floor;
import io.p2pcredit.cli.bench.load.Figures;
import io.p2pcredit.cli.bench.load.Latency;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reports with figures that are easy to follow. */
final class Reports {
    private Reports() {}

    /** Two runs on a machine of that name: serial payments of 2 and 4 ms, a batch, and a hub of 1 and 10 lines. */
    static Report on(String cpu) {
        return new Report(
                machine(cpu, 0.5),
                List.of(Map.entry("store", "sqlite")),
                List.of("Two nodes & two processes."),
                List.of(floor(), floor()),
                List.of(
                        new Measurement("serial", 1, "serial", List.of(sample(500, 2), sample(250, 4))),
                        new Measurement("batched", 100, "batches of 100", List.of(sample(5_000, 1), sample(7_000, 1))),
                        new Measurement("hub", 1, "hub, 1 line", List.of(sample(100, 1), sample(300, 1))),
                        new Measurement("hub", 10, "hub, 10 lines", List.of(sample(1_000, 1), sample(3_000, 1)))));
    }

    static Machine machine(String cpu, double load) {
        return new Machine(2, cpu, "Linux", "Java 17", "Serial", 1_024, "ext4", load, "2026-01-01T00:00:00Z");
    }

    /** At best a payment takes 1,400 us, and two processors sign 10,000 payments in a second. */
    private static Floor floor() {
        return new Floor(micros(500), micros(600), micros(200), micros(20), micros(80), true, 2);
    }

    private static Sample sample(double perSecond, long millis) {
        Figures figures = new Figures((long) perSecond, 1, perSecond, micros(millis * 1_000), 50, 0, List.of());
        return Sample.oneWay(figures, 60);
    }

    private static Latency micros(long micros) {
        Histogram histogram = new Histogram(5);
        histogram.recordValueWithCount(micros * 1_000, 10);
        Latency rounded = Latency.of(histogram);
        return new Latency(10, micros, micros, micros, micros, micros, rounded.curve());
    }
}
