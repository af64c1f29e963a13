package io.p2pcredit.cli.bench.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers with their units, as people read them. */
final class Quantities {
    private static final double MILLI = 1_000;
    private static final double SECOND = 1_000_000;

    private Quantities() {}

    /** With three digits that count. */
    static String time(double micros) {
        if (micros >= SECOND) {
            return digits(micros / SECOND) + " s";
        }
        return micros >= MILLI ? digits(micros / MILLI) + " ms" : digits(micros) + " us";
    }

    /** The same in a plot: a whole number has no fraction. */
    static String briefTime(double micros) {
        return time(micros).replaceAll("[.]0+ ", " ");
    }

    static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    static String ratio(double ratio) {
        return digits(ratio) + " x";
    }

    /** From the least to the most; empty if there is no more than one. */
    static String range(Spread spread, DoubleFunction<String> form) {
        return spread.min() == spread.max() ? "" : form.apply(spread.min()) + " to " + form.apply(spread.max());
    }

    /** From 100 on without a fraction, with a comma for each thousand. */
    static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
    }

    /** A whole number, with a comma for each thousand. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** With k for thousands and M for millions. */
    static String brief(double value) {
        if (value >= 999_500) {
            return digits(value / 1e6).replaceAll("[.]0+$", "") + " M";
        }
        return (value >= 999.5 ? digits(value / 1e3) + " k" : digits(value)).replaceAll("[.]0+($| )", "$1");
    }

    private static String digits(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
