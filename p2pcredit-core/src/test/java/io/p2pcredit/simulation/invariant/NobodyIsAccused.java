package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeStatus;
import io.p2pcredit.TrustlineView;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** I24: among honest nodes no line is ever frozen, and no node stops by itself. */
public final class NobodyIsAccused implements Invariant {
    private static final String NAME = "I24 NobodyIsAccused";

    private final Supplier<List<Optional<CreditNode>>> nodes;

    /** @param nodes those that run */
    public NobodyIsAccused(Supplier<List<Optional<CreditNode>>> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void afterEvent() {
        nodes.get().forEach(node -> node.ifPresent(NobodyIsAccused::checkStatus));
    }

    @Override
    public void changed(CreditNode node) {
        for (TrustlineView line : node.trustlines()) {
            if (line.state() == TrustlineView.State.FROZEN) {
                throw new Violation(NAME, node.self() + " has frozen its line with " + line.peer());
            }
        }
    }

    private static void checkStatus(CreditNode node) {
        NodeStatus status = node.status();
        if (status.state() == NodeStatus.State.HALTED) {
            throw new Violation(NAME, node.self() + " has stopped: " + status.reason());
        }
    }
}
