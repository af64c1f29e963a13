package io.p2pcredit.cli.command;

import io.p2pcredit.PendingSettlement;
import io.p2pcredit.SettleOrder;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementStatus;
import java.time.Duration;
import java.util.Optional;

/** Settling with a creditor who is away, without its answer. */
public final class Unannounced {
    private final Desk desk;

    public Unannounced(Desk desk) {
        this.desk = desk;
    }

    /** What the user has to know before, in the form of a question. */
    public static String risk(PeerId peer, long units) {
        return "settle " + units + " with " + peer + " although it cannot answer now. The money moves at once; " + peer
                + " credits it when it is back. If " + peer + " has paid you meanwhile, you will have settled more than"
                + " you owe, and " + peer + " owes you the difference";
    }

    /**
     * Asks the node, and waits until the ledger has moved the money.
     *
     * @return the settlement as far as it has come; empty if that takes longer
     * @throws CommandFailedException if it is refused
     */
    public Optional<Settlement> settle(PeerId peer, Amount amount, Duration limit) {
        PendingSettlement asked = desk.node().settle(peer, new SettleOrder(Optional.of(amount), true));
        Optional<Settlement> begun = desk.outcome(asked.recorded(), peer, amount.units());
        begun.ifPresent(settlement -> desk.waitUntil(() -> isOver(settlement.key()), limit));
        return begun.flatMap(settlement -> now(settlement.key()));
    }

    /** Whether the money has moved, so that only the creditor is missing. */
    public static boolean hasMoved(Settlement settlement) {
        return settlement.status() == SettlementStatus.CONFIRMED || settlement.status() == SettlementStatus.CREDITED;
    }

    private boolean isOver(SettlementKey key) {
        return now(key).filter(settlement ->
                        hasMoved(settlement) || settlement.status().isFinal())
                .isPresent();
    }

    private Optional<Settlement> now(SettlementKey key) {
        return desk.node().settlements().stream()
                .filter(settlement -> settlement.key().equals(key))
                .findFirst();
    }
}
