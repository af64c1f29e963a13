package io.p2pcredit.cli.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int WIDEST = 24;

    private final Table table = new Table("name", "you may\nowe", "state");

    @BeforeEach
    void fill() {
        table.row("Bob", "-5", "open");
        table.row("Barbara", "100", "closed");
    }

    @Test
    void hasColumnsAsWideAsTheirWidestCellWithNumbersToTheRight() {
        assertThat(table.lines(WIDEST))
                .containsExactly(
                        "         you may", //
                        "name         owe  state",
                        "Bob           -5  open",
                        "Barbara      100  closed");
    }

    @Test
    void isParagraphsWhereItIsTooWide() {
        assertThat(table.lines(WIDEST - 1))
                .containsExactly(
                        "Bob", //
                        "  you may owe: -5",
                        "  state: open",
                        "Barbara",
                        "  you may owe: 100",
                        "  state: closed");
    }
}
