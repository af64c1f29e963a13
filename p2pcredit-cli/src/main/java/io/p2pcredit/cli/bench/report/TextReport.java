package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Texts;
import java.util.ArrayList;
import java.util.List;

/** What was measured, in lines of text. */
public final class TextReport {
    private static final int READABLE = 110;

    private TextReport() {}

    /** @param width how many characters fit into a line of a table */
    public static List<String> lines(Report report, int width) {
        List<String> lines = new ArrayList<>(wrapped(report.machine().lines()));
        lines.addAll(wrapped(report.conditions()));
        section(lines, figures("At best, here", Row.floor(report)).lines(width));
        if (!Row.serial(report).isEmpty()) {
            section(lines, figures("One at a time", Row.serial(report)).lines(width));
        }
        if (!LoadRow.all(report).isEmpty()) {
            section(lines, loads(LoadRow.all(report)).lines(width));
        }
        section(lines, wrapped(Report.RATIOS));
        return lines.stream().map(Texts::printable).toList();
    }

    /** Broken between words where a line is too long to be read. */
    private static List<String> wrapped(List<String> lines) {
        return lines.stream().flatMap(line -> wrapped(line).stream()).toList();
    }

    private static List<String> wrapped(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : line.split(" ", -1)) {
            if (part.length() + 1 + word.length() > READABLE && part.length() > 0) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }

    private static void section(List<String> lines, List<String> table) {
        lines.add("");
        lines.addAll(table);
    }

    private static Table figures(String what, List<Row> rows) {
        Table table = new Table(titles(what, Row.TITLES));
        rows.forEach(row -> table.row(row.what(), row.median(), row.range(), row.ratio()));
        return table;
    }

    private static Table loads(List<LoadRow> rows) {
        Table table = new Table(titles("Many at once", LoadRow.TITLES));
        rows.forEach(row -> table.row(row.cells().toArray(String[]::new)));
        return table;
    }

    private static String[] titles(String first, List<String> others) {
        List<String> titles = new ArrayList<>(List.of(first));
        titles.addAll(others);
        return titles.toArray(String[]::new);
    }
}
