package io.p2pcredit.cli.bench.report;

import io.p2pcredit.cli.bench.report.Series.Dot;
import java.util.List;
import java.util.Locale;

/** A drawing of some series between two axes, as SVG. Its colours are those of the page. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final int TOP = 36;

    /** What the axis across leaves free at both ends, for the numbers beside the points. */
    private static final int INSET = 24;

    private static final int BOTTOM = 60;

    /** What a name in the legend needs beside its letters, and about what a letter needs. */
    private static final int SWATCH = 44;

    private static final int LETTER = 6;

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Series> series;
    private final StringBuilder svg = new StringBuilder();
    private int legend = LEFT;

    private Plot(String title, Axis across, Axis up, List<Series> series) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.series = series;
    }

    static String svg(String title, Axis across, Axis up, List<Series> series) {
        return new Plot(title, across, up, series).draw();
    }

    private String draw() {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, HEIGHT, Html.escaped(title));
        across.ticks().forEach(this::tickAcross);
        up.ticks().forEach(this::tickUp);
        text("label", LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 14, "middle", across.label());
        add("<g transform=\"translate(18 %d) rotate(-90)\">", (TOP + HEIGHT - BOTTOM) / 2);
        text("label", 0, 0, "middle", up.label());
        add("</g>%n");
        for (int i = 0; i < series.size(); i++) {
            series(series.get(i), i);
            legend += SWATCH + series.get(i).name().length() * LETTER;
        }
        add("</svg>%n");
        return svg.toString();
    }

    private void tickAcross(double value) {
        double x = x(value);
        add("<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x, HEIGHT - BOTTOM);
        text("tick", x, HEIGHT - BOTTOM + 18, "middle", across.tick().apply(value));
    }

    private void tickUp(double value) {
        double y = y(value);
        add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, WIDTH - RIGHT, y);
        text("tick", LEFT - 8, y + 4, "end", up.tick().apply(value));
    }

    private void series(Series one, int index) {
        add("<g class=\"s%d\">%n<polyline points=\"", index);
        one.dots().forEach(dot -> add("%.1f,%.1f ", x(dot.x()), y(dot.y())));
        add("\"/>%n");
        if (one.marked()) {
            one.dots().forEach(this::mark);
        }
        add("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" rx=\"2\"/>", legend, TOP - 20);
        text("legend", legend + 20, TOP - 14, "start", one.name());
        add("</g>%n");
    }

    /** With a line from the least to the most of the runs. */
    private void mark(Dot dot) {
        double x = x(dot.x());
        add(
                "<line class=\"range\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                x, y(dot.low()), x, y(dot.high()));
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>%n",
                x, y(dot.y()), Html.escaped(dot.tip()));
        text("value", x, y(dot.high()) - 10, "middle", up.tick().apply(dot.y()));
    }

    private void text(String kind, double x, double y, String anchor, String content) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                kind, x, y, anchor, Html.escaped(content));
    }

    private double x(double value) {
        return LEFT + INSET + across.position(value) * (WIDTH - LEFT - RIGHT - 2 * INSET);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
