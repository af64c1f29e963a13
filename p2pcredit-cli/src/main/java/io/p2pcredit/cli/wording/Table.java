package io.p2pcredit.cli.wording;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell, two blanks apart. Numbers stand to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        row(titles);
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(column == 0 ? "" : "  ").append(cell(cells.get(column), column));
        }
        return line.toString().stripTrailing();
    }

    private String cell(String text, int column) {
        String blanks = " ".repeat(width(column) - text.length());
        return isNumeric(column) ? blanks + text : text + blanks;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("-?[0-9]+"));
    }
}
