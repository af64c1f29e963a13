package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import java.util.Optional;

/** Whether a stranger's updates could begin a line, without beginning it. */
public final class ProposalCheck {
    private ProposalCheck() {}

    /** The line as the updates leave it; empty unless a correct proposer can have written all of them. */
    public static Optional<Line> lineOf(Line blank, List<Update> updates) {
        Link inStep = new Link(Link.Phase.READY, 0, Optional.of(Link.Goal.NOTHING), true);
        if (updates.isEmpty()) {
            return Optional.empty();
        }
        WorkingLine work = WorkingLine.of(blank, inStep);
        for (Update update : updates) {
            Transition.Moved moved = new Reception(work).receive(update);
            work = moved.next();
        }
        long last = updates.get(updates.size() - 1).proof().seq();
        boolean whole = !work.line().isFrozen() && work.line().theirs().seq() == last;
        return whole ? Optional.of(work.line()) : Optional.empty();
    }
}
