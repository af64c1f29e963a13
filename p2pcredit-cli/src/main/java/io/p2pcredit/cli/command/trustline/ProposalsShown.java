package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.CreditNode;
import io.p2pcredit.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The proposals that the user knew of when the prompt was drawn. A bare {@code y} or {@code n} means the oldest of
 * those, and nothing else: whatever changed since makes it doubtful which one is meant. For one thread.
 */
public final class ProposalsShown {
    private final CreditNode node;
    private List<Proposal> shown = List.of();

    public ProposalsShown(CreditNode node) {
        this.node = node;
    }

    /** The prompt is drawn now. */
    public void drawn() {
        shown = node.proposals();
    }

    /** The proposal that a bare answer is about; empty if there is none, or if it is doubtful. */
    Optional<Proposal> meant(List<Proposal> now) {
        boolean single = now.size() == 1 && shown.isEmpty();
        return single || isUnchanged(now) ? now.stream().findFirst() : Optional.empty();
    }

    /** Nothing came since, and the oldest is still the oldest. */
    private boolean isUnchanged(List<Proposal> now) {
        return !now.isEmpty()
                && Set.copyOf(shown).containsAll(now)
                && now.get(0).equals(shown.get(0));
    }
}
