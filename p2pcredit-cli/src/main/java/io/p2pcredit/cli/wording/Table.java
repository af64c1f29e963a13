package io.p2pcredit.cli.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows in columns as wide as their widest cell, two blanks apart. Numbers stand to the right. A title may have two
 * lines. Where that is too wide, each row is a paragraph instead, with one line for each cell.
 */
public final class Table {
    private final List<List<String>> titles;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        int height = Stream.of(titles)
                .mapToInt(title -> (int) title.lines().count())
                .max()
                .orElse(0);
        this.titles = IntStream.range(0, height)
                .mapToObj(line -> Stream.of(titles)
                        .map(title -> lineOf(title, line, height))
                        .toList())
                .toList();
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** @param width how many characters fit into a line */
    public List<String> lines(int width) {
        List<String> lines =
                Stream.concat(titles.stream(), rows.stream()).map(this::line).toList();
        boolean fits = lines.stream().allMatch(line -> line.length() <= width);
        return fits ? lines : rows.stream().flatMap(this::paragraph).toList();
    }

    /** A title that is lower than the others stands at the bottom. */
    private static String lineOf(String title, int line, int height) {
        List<String> parts = title.lines().toList();
        int index = line - (height - parts.size());
        return index < 0 ? "" : parts.get(index);
    }

    private Stream<String> paragraph(List<String> row) {
        Stream<String> others =
                IntStream.range(1, row.size()).mapToObj(column -> "  " + title(column) + ": " + row.get(column));
        return Stream.concat(Stream.of(row.get(0)), others);
    }

    private String title(int column) {
        return String.join(" ", titles.stream().map(line -> line.get(column)).toList())
                .strip();
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
        return Stream.concat(titles.stream(), rows.stream())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> row.get(column).matches("-?[0-9]+"));
    }
}
