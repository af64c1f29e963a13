package io.p2pcredit.cli.command.payment;

import io.p2pcredit.CreditNode;
import io.p2pcredit.trustline.Settlement;
import java.util.List;

/** The settlements that have not come to an end. */
final class OpenSettlements {
    private OpenSettlements() {}

    static List<Settlement> of(CreditNode node) {
        return node.settlements().stream()
                .filter(settlement -> !settlement.status().isFinal())
                .toList();
    }
}
