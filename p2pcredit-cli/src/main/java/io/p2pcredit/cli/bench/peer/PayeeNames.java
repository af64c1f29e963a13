package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.trustline.PeerId;

/** How the nodes that are measured are called. */
public final class PayeeNames {
    public static final PeerId PAYER = PeerId.of("Payer");

    private PayeeNames() {}

    /** @param index from 0 */
    public static PeerId of(int index) {
        return PeerId.of("Payee-" + (index + 1));
    }
}
