package io.p2pcredit.cli.bench.report;

import io.p2pcredit.trustline.Texts;
import java.util.List;

/** Pieces of HTML. What is put into them is text, whatever it looks like. */
final class Html {
    private Html() {}

    static String escaped(String text) {
        return Texts.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">\n";
    }

    /** A table that scrolls by itself where it is too wide. */
    static String table(List<String> titles, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        titles.forEach(title -> table.append(element("th", title).strip()));
        table.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            table.append("<tr>");
            row.forEach(cell -> table.append(element("td", cell).strip()));
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }
}
