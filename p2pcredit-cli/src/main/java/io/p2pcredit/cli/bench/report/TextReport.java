package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.wording.Table;
import io.p2pcredit.trustline.Texts;
import java.util.ArrayList;
import java.util.List;

/** What was measured, in lines of text. */
public final class TextReport {
    private TextReport() {}

    /** @param width how many characters fit into a line of a table */
    public static List<String> lines(Report report, int width) {
        List<String> lines = new ArrayList<>(report.machine().lines());
        lines.addAll(report.conditions());
        section(lines, figures("At best, here", Row.floor(report)).lines(width));
        if (!Row.serial(report).isEmpty()) {
            section(lines, figures("One at a time", Row.serial(report)).lines(width));
        }
        if (!LoadRow.all(report).isEmpty()) {
            section(lines, loads(LoadRow.all(report)).lines(width));
        }
        section(lines, Report.RATIOS);
        return lines.stream().map(Texts::printable).toList();
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
