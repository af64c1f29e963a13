package io.p2pcredit.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"&\u202e";

    private final String page = HtmlReport.text(Reports.on("Xeon"));

    @Test
    void needsNothingFromAnywhereElse() {
        assertThat(page.toLowerCase(Locale.ROOT))
                .doesNotContain("http", "//", "src=", "href", "url(", "@import", "<script", "<link", "<iframe");
    }

    @Test
    void showsTextAsTextWhateverItLooksLike() {
        String hostile = HtmlReport.text(Reports.on(HOSTILE));
        assertThat(hostile).doesNotContain("<script", "alert('x')", "\u202e");
        assertThat(hostile).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
    }

    @Test
    void hasThreePlotsEachOfThemWellFormed() throws Exception {
        Matcher drawings = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (drawings.find()) {
            Document drawing = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(drawings.group())));
            assertThat(drawing.getElementsByTagName("polyline").getLength()).isPositive();
            count++;
        }
        assertThat(count).isEqualTo(3);
        assertThat(page).doesNotContain("NaN", "Infinity");
    }

    @Test
    void labelsItsAxesWithTheirUnits() {
        assertThat(page)
                .contains("share of the payments", "90 %", ">latency<", "1 ms<")
                .contains("payments in a batch", "payments per second", "trustlines of the hub");
    }

    @Test
    void showsEachFigureBesideTheLeast() {
        assertThat(page)
                .contains("<td>p50</td><td>3.00 ms</td><td>2.00 ms to 4.00 ms</td><td>2.14 x (goal: 1.5 x)</td>")
                .contains("<td>batches of 100</td><td>6,000/s</td><td>5,000/s to 7,000/s</td><td>0.60 x</td>")
                .contains("<td>the least for a payment</td><td>1.40 ms</td>")
                .contains("<td>store</td><td>sqlite</td>");
    }

    @Test
    void isReadableByDayAndByNight() {
        assertThat(page).contains("prefers-color-scheme: dark");
    }
}
