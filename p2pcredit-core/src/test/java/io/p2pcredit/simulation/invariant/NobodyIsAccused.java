package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.NodeEvent;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.PeerId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** I24: among honest nodes no line is ever frozen, and no node stops by itself but for a store that has failed. */
public final class NobodyIsAccused implements Invariant {
    private static final String NAME = "I24 NobodyIsAccused";

    private final Parties parties;
    private final Set<PeerId> withoutStore = new HashSet<>();

    public NobodyIsAccused(Parties parties) {
        this.parties = parties;
    }

    @Override
    public void began(PeerId at) {
        withoutStore.remove(at);
    }

    @Override
    public void storageFailed(PeerId at) {
        withoutStore.add(at);
    }

    @Override
    public void told(PeerId at, NodeEvent event) {
        if (event instanceof NodeEvent.Halted halted && !withoutStore.contains(at)) {
            throw new Violation(NAME, at + " has stopped: " + halted.reason());
        }
    }

    @Override
    public void changed(CreditNode node, List<TrustlineView> lines) {
        for (TrustlineView line : lines) {
            if (line.state() == TrustlineView.State.FROZEN && !parties.isStranger(line.peer())) {
                throw new Violation(NAME, node.self() + " has frozen its line with " + line.peer());
            }
        }
    }
}
