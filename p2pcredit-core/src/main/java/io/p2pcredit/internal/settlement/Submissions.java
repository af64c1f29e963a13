package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Effect.SubmitTransfer;
import java.util.HashSet;
import java.util.Set;

/** What a debtor's node hands to the ledger: each transfer under its own key. For the owner only. */
final class Submissions {
    private final Context context;
    private final Ledger ledger;
    private final Prospects prospects;
    private final Set<SettlementKey> underWay = new HashSet<>();

    Submissions(Context context, Ledger ledger, Prospects prospects) {
        this.context = context;
        this.ledger = ledger;
        this.prospects = prospects;
    }

    /** Begins, unless that is being done. */
    void submit(PeerId peer, SubmitTransfer effect) {
        if (underWay.add(effect.key())) {
            new Submission(context, ledger, prospects, peer, effect, () -> underWay.remove(effect.key())).attempt();
        }
    }
}
