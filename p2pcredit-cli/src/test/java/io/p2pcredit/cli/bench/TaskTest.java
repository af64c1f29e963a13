package io.p2pcredit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 1 2",
        "9, 1 9",
        "10, 1 10",
        "11, 1 10 11",
        "100, 1 10 100",
        "2500, 1 10 100 1000 2500",
        "10000, 1 10 100 1000 10000"
    })
    void aHubGrowsByPowersOfTenUpToTheNumber(int lines, String sizes) {
        List<Integer> expected =
                Stream.of(sizes.split(" ")).map(Integer::valueOf).toList();
        assertThat(Task.growing(lines)).isEqualTo(expected);
    }

    @Test
    void everythingIsMeasuredInTheOrderOfTheModes() {
        assertThat(Task.all(EnumSet.allOf(Mode.class), List.of(1, 10_000), 1_000))
                .extracting(Task::title)
                .containsExactly(
                        "serial",
                        "pipelined",
                        "pipelined, chosen ids",
                        "batches of 1",
                        "batches of 10,000",
                        "both directions",
                        "hub, 1 line",
                        "hub, 10 lines",
                        "hub, 100 lines",
                        "hub, 1,000 lines");
    }

    @Test
    void whatIsNotAskedForIsNotMeasured() {
        assertThat(Task.all(Set.of(Mode.BOTH), List.of(1), 10)).containsExactly(new Task(Mode.BOTH, 1));
    }
}
