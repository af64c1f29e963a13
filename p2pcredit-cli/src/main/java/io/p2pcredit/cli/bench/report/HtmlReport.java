package io.p2pcredit.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, as one page that needs nothing else: no network, no script. */
public final class HtmlReport {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            """;

    private final Report report;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Report report) {
        this.report = report;
    }

    public static String text(Report report) {
        return new HtmlReport(report).text();
    }

    private String text() {
        page.append(HEAD);
        page.append(Html.element("title", "p2pcredit bench, " + report.machine().date()));
        page.append("<style>\n").append(PageStyle.CSS).append("</style>\n</head>\n<body>\n<main>\n");
        page.append(Html.element("h1", "p2pcredit bench"));
        report.machine().lines().forEach(line -> page.append(Html.element("p", line)));
        highlights();
        figures("One payment at a time", Row.serial(report));
        plot("How long payments take", Plots.latency(report), "The run in the middle of each; both axes logarithmic.");
        loads();
        plot("Batches", Plots.batches(report), "Median of the runs, and what they lay between.");
        plot(
                "A hub",
                Plots.lines(report),
                "One payment under way on each line; median of the runs, and what they lay" + " between.");
        figures("What this machine needs at best", Row.floor(report));
        conditions();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void highlights() {
        page.append("<div class=\"cards\">\n");
        report.serial()
                .ifPresent(serial -> card(
                        Quantities.time(serial.p50().median()),
                        report.isDurable()
                                ? "one payment, signed, durable at both ends, acknowledged (p50)"
                                : "one payment, signed, in memory, acknowledged (p50)",
                        Quantities.ratio(serial.latencyRatio(report.floors()).median())
                                + " the least that it can take"));
        for (String mode : List.of("pipelined", "batched", "both", "hub")) {
            best(mode)
                    .ifPresent(measurement -> card(
                            Quantities.brief(measurement.perSecond().median()) + "/s",
                            measurement.title(),
                            Quantities.ratio(measurement
                                            .rateRatio(report.floors())
                                            .median()) + " what signatures allow"));
        }
        page.append("</div>\n");
    }

    private Optional<Measurement> best(String mode) {
        return report.of(mode).stream()
                .max((one, other) -> Double.compare(
                        one.perSecond().median(), other.perSecond().median()));
    }

    private void card(String figure, String what, String ratio) {
        page.append("<div class=\"card\">")
                .append(Html.element("strong", figure))
                .append(Html.element("span", what))
                .append(Html.element("em", ratio))
                .append("</div>\n");
    }

    private void plot(String title, Optional<String> svg, String caption) {
        svg.ifPresent(drawing -> page.append(Html.element("h2", title))
                .append("<figure>\n")
                .append(drawing)
                .append(Html.element("figcaption", caption))
                .append("</figure>\n"));
    }

    private void figures(String title, List<Row> rows) {
        table(
                title,
                Row.TITLES,
                rows.stream()
                        .map(row -> List.of(row.what(), row.median(), row.range(), row.ratio()))
                        .toList());
    }

    private void loads() {
        table(
                "Many payments at once",
                LoadRow.TITLES,
                LoadRow.all(report).stream().map(LoadRow::cells).toList());
    }

    private void table(String title, List<String> titles, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            List<String> complete = new ArrayList<>(List.of(""));
            complete.addAll(titles);
            page.append(Html.element("h2", title)).append(Html.table(complete, rows));
        }
    }

    private void conditions() {
        page.append(Html.element("h2", "How it was measured"));
        report.conditions().forEach(condition -> page.append(Html.element("p", condition)));
        Report.RATIOS.forEach(line -> page.append(Html.element("p", line)));
        page.append(Html.table(
                List.of("option", "value"),
                report.options().stream()
                        .map((Map.Entry<String, String> option) -> List.of(option.getKey(), option.getValue()))
                        .toList()));
    }
}
