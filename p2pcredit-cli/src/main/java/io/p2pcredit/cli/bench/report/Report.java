package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.floor.Floor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was measured.
 *
 * @param options what was asked for, each with its value, in order
 * @param conditions what a reader has to know about the figures, in sentences
 * @param floors one for each run
 */
public record Report(
        Machine machine,
        List<Map.Entry<String, String>> options,
        List<String> conditions,
        List<Floor> floors,
        List<Measurement> measurements) {
    public Report {
        options = List.copyOf(options);
        conditions = List.copyOf(conditions);
        floors = List.copyOf(floors);
        measurements = List.copyOf(measurements);
    }

    /** What the ratios mean, in sentences. */
    static final List<String> RATIOS = List.of(
            "To the least: the least for a payment is two durable appends, if there are any, a round trip, two signatures"
                    + " made and two verified, one after the other.",
            "To signatures: the most that they allow is what all processors can do if each payment has two made and two"
                    + " verified, and there is nothing else to do. Who signs for many payments at once is above that.");

    /** Whether what was paid was durable. */
    boolean isDurable() {
        return floors.stream().allMatch(Floor::durable);
    }

    /** All measurements of that mode, in the order in which they were made. */
    List<Measurement> of(String mode) {
        return measurements.stream()
                .filter(measurement -> measurement.mode().equals(mode))
                .toList();
    }

    Optional<Measurement> serial() {
        return of("serial").stream().findFirst();
    }
}
