package io.p2pcredit.simulation.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.simulation.repeat.Shrinker.Shrunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a planted bug: a ledger that pays twice. */
class ReportTest {
    private static final Shrunk SHRUNK = Shrinker.shrink(ShrinkerTest.failureAfter(100));

    @Test
    void beginsWithTheInvariantAndTheCommands() {
        long seed = SHRUNK.original().scenario().seed();
        String command = "    mvn -pl p2pcredit-core test -Dp2pcredit.seed=" + seed;
        List<String> rows = rows(SHRUNK);
        assertThat(rows.get(0)).startsWith("I4 SettlementsAreAgreed: nobody announced ");
        assertThat(rows.subList(1, 5))
                .containsExactly(
                        "seed " + seed + ": of "
                                + SHRUNK.original().evidence().deeds().size() + " actions "
                                + SHRUNK.smallest().evidence().deeds().size() + " are left after " + SHRUNK.runs()
                                + " runs; repeat what is left with",
                        command + " '-Dp2pcredit.excerpt="
                                + SHRUNK.smallest().scenario().excerpt() + "'",
                        "and the whole run with",
                        command);
    }

    @Test
    void hasAllParts() {
        String column = "  +\\d+\\.\\d{6}  ";
        assertThat(String.join("\n", rows(SHRUNK)).lines())
                .anyMatch(row -> row.matches(column + "[A-Z][a-z]+\\.\\d+ +\\S.*"))
                .anyMatch(row -> row.matches(column + "ledger +\\S+ transfers \\d+ to .*"))
                .anyMatch(row -> row.matches("  \\S+ to \\S+: entry \\d+, paid \\d+, credited \\d+, limit \\d+; .*"))
                .anyMatch(row -> row.matches("    stored by \\S+: own \\d+/\\d+ paid .*; its \\d+/\\d+ paid .*"))
                .anyMatch(row -> row.matches("    seen by \\S+: OPEN, balance -?\\d+, .*"))
                .anyMatch(row -> row.matches("  tx-1  \\S+ pays \\d+ to \\S+, [0-9a-f]{32}"));
    }

    @Test
    void staysReadableWithoutShrinking() {
        List<String> rows = rows(new Shrunk(SHRUNK.original(), SHRUNK.original(), 0));
        assertThat(rows)
                .hasSizeLessThanOrEqualTo(150)
                .allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(220));
        assertThat(rows).anyMatch(row -> row.endsWith(" earlier ones:"));
    }

    @Test
    void isWhatIsThrown() {
        assertThat(SHRUNK.error())
                .hasMessage(Report.of(SHRUNK))
                .hasCause(SHRUNK.smallest().getCause());
    }

    private static List<String> rows(Shrunk shrunk) {
        return Report.of(shrunk).lines().toList();
    }
}
