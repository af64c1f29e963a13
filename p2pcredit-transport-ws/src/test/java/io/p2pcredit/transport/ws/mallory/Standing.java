package io.p2pcredit.transport.ws.mallory;

import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;

/** What a line is worth to the node that is attacked, whoever is connected at the moment. */
record Standing(PeerId peer, TrustlineView.State state, Balance balance, CreditLimit granted, CreditLimit received) {
    static Standing of(TrustlineView line) {
        return new Standing(line.peer(), line.state(), line.balance(), line.granted(), line.received());
    }

    /** A line in that state on which Mallory owes so much. */
    static Standing of(Mallory debtor, TrustlineView.State state, long debt) {
        return new Standing(debtor.name(), state, Balance.of(debt), Scene.LIMIT, Scene.LIMIT);
    }
}
