package io.p2pcredit.simulation.repeat;

import io.p2pcredit.simulation.Deed;
import io.p2pcredit.simulation.Evidence;
import io.p2pcredit.simulation.Scenario;
import io.p2pcredit.simulation.SimulationFailure;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.repeat.Shrinker.Shrunk;
import java.util.ArrayList;
import java.util.List;

/** Tells a failure in at most 150 lines of bounded length: what, how to repeat it, and how it came to it. */
final class Report {
    private static final String COMMAND = "    mvn -pl p2pcredit-core test -Dp2pcredit.seed=";
    private static final int WIDTH = 220;
    private static final int MOST_DEEDS = 30;
    private static final int MOST_EVENTS = 50;
    private static final int MOST_ENDS = 36;
    private static final int MOST_TRANSFERS = 15;

    private final List<String> rows = new ArrayList<>();

    private Report() {}

    static String of(Shrunk shrunk) {
        Report report = new Report();
        report.head(shrunk);
        Evidence evidence = shrunk.smallest().evidence();
        report.chapter(
                "What the owners did (seconds, action, what)",
                evidence.deeds().stream().map(Deed::toString).toList(),
                MOST_DEEDS);
        report.chapter("What happened last (seconds, who, what)", evidence.newest(), MOST_EVENTS);
        report.chapter(
                "The newest proofs (entry/peer's entry), as seen outside and as stored", evidence.lines(), MOST_ENDS);
        report.chapter("The ledger's transfers", evidence.transfers(), MOST_TRANSFERS);
        return String.join(System.lineSeparator(), report.rows);
    }

    private void head(Shrunk shrunk) {
        SimulationFailure smallest = shrunk.smallest();
        Scenario scenario = smallest.scenario();
        add(
                smallest.getCause() instanceof Violation violation
                        ? violation.getMessage()
                        : smallest.getCause().toString());
        add(String.format(
                "seed %d: of %d actions %d are left after %d runs; repeat what is left with",
                scenario.seed(),
                shrunk.original().evidence().deeds().size(),
                smallest.evidence().deeds().size(),
                shrunk.runs()));
        rows.add(COMMAND + scenario.seed() + " '-Dp2pcredit.excerpt=" + scenario.excerpt() + "'");
        rows.add("and the whole run with");
        rows.add(COMMAND + scenario.seed());
    }

    private void chapter(String title, List<String> content, int most) {
        int left = Math.max(0, content.size() - most);
        rows.add(title + (left > 0 ? ", and " + left + " earlier ones" : "") + (content.isEmpty() ? ": none" : ":"));
        content.subList(left, content.size()).forEach(row -> add("  " + row));
    }

    private void add(String row) {
        String line = row.replace('\n', ' ');
        rows.add(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...");
    }
}
