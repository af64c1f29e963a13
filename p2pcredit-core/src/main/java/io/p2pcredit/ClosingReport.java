package io.p2pcredit;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import java.util.List;

/** How a node took its leave. */
public record ClosingReport(List<Line> lines) {
    public ClosingReport {
        lines = List.copyOf(lines);
    }

    /** Whether nothing is owed to anybody. */
    public boolean isDebtFree() {
        return lines.stream().allMatch(line -> line.balance().owedByMe() == 0);
    }

    /**
     * One line that this node owed something on when it began to leave.
     *
     * @param settled what was settled, in units
     * @param balance what is left
     * @param reason why something is left; empty if nothing is
     */
    public record Line(PeerId peer, long settled, Balance balance, String reason) {}
}
