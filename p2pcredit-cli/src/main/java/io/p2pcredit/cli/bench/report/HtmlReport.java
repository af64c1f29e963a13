package io.p2pcredit.cli.bench.report;

/** What was measured, as one page that needs nothing else. */
public final class HtmlReport {
    private HtmlReport() {}

    public static String text(Report report) {
        return "<!doctype html>" + report.runs();
    }
}
