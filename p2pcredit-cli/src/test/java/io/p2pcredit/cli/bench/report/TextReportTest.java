package io.p2pcredit.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private final List<String> lines = TextReport.lines(Reports.on("Xeon\u001b[31m"), 160);

    @Test
    void showsTheFloorTheSerialPaymentsAndTheOthersEachInATable() {
        assertThat(lines)
                .containsSubsequence(
                        "At best, here                    median    runs  to the least",
                        "the least for a payment          1.40 ms",
                        "the same with commits            1.60 ms",
                        "the most that signatures allow   10,000/s",
                        "",
                        "One at a time  median   runs                to the least",
                        "p50            3.00 ms  2.00 ms to 4.00 ms  2.14 x (goal: 1.5 x)",
                        "")
                .anyMatch(line -> line.matches(
                        "batches of 100 +6,000/s +5,000/s to 7,000/s +0.60 x +1.00 ms +1.00 ms +50.0 us +60.0 us"))
                .anyMatch(line -> line.matches("hub, 10 lines +2,000/s .*"));
    }

    @Test
    void saysThatTheMachineWasBusyOnlyIfItWas() {
        assertThat(lines).noneMatch(line -> line.contains("busy"));
        assertThat(Reports.machine("Xeon", 1.1).lines())
                .contains("The machine was busy already (load 1.1): the figures are not what it can do, and the ratios"
                        + " mean little.");
        assertThat(Reports.machine("Xeon", 1.0).lines()).hasSize(2);
        assertThat(Reports.machine("Xeon", -1).lines()).hasSize(2);
    }

    @Test
    void breaksLongLinesBetweenWords() {
        assertThat(lines.stream().filter(line -> !line.contains("  "))).allMatch(line -> line.length() <= 110);
    }

    @Test
    void lettersThatAreNoneAreNotPrinted() {
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
    }
}
