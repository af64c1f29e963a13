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

    /**
     * Whether the user wants that, and knows the risk.
     *
     * @param how the command that says so without being asked, for those who cannot be
     */
    public boolean isWished(PeerId peer, long units, String how) {
        desk.print(peer + " is away and cannot answer. The money would move at once, and " + peer
                + " credits it when it is" + " back.");
        desk.print(
                "If " + peer + " has paid you meanwhile, you settle more than you owe, and are owed the difference.");
        return desk.isWished("settle " + units + " with " + peer + " without its answer", how);
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
