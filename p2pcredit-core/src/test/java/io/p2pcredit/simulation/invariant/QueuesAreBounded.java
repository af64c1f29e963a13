package io.p2pcredit.simulation.invariant;

import io.p2pcredit.CreditNode;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.trustline.PeerId;
import java.util.List;

/**
 * I15, as far as it is seen from outside: on no line are more than 1,024 updates unacknowledged or more than 10,000
 * payments queued, neither by what its node says nor by what it sends.
 */
public final class QueuesAreBounded implements Invariant {
    static final int MOST_UPDATES = 1_024;
    static final int MOST_QUEUED = 10_000;

    private static final String NAME = "I15 QueuesAreBounded";

    private final Chains chains;

    public QueuesAreBounded(Chains chains) {
        this.chains = chains;
    }

    @Override
    public void sent(PeerId from, int link, PeerMessage message) {
        if (message instanceof Deliver deliver) {
            Writer writer = Writer.of(deliver.update().proof());
            int open = chains.of(writer).updatesAfter(chains.accepted(writer));
            if (open > MOST_UPDATES) {
                throw new Violation(NAME, from + " sends though " + open + " updates are unacknowledged: " + message);
            }
        }
    }

    @Override
    public void changed(CreditNode node, List<TrustlineView> lines) {
        for (TrustlineView line : lines) {
            if (line.unacknowledged() > MOST_UPDATES || line.queued() > MOST_QUEUED) {
                throw new Violation(NAME, node.self() + " has " + line);
            }
        }
    }
}
