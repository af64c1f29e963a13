package io.p2pcredit.internal.node;

import io.p2pcredit.SettleOrder;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.spi.SettlementPolicy;
import io.p2pcredit.spi.SettlementPolicy.Debt;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.machine.Line;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the settlement policy whenever a debt of this node has grown, and does as it says; while a settlement with that
 * peer is under way, when it is over.
 */
final class PolicyDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyDesk.class);

    private final SettlementPolicy policy;
    private final Executor callbacks;
    private final BiConsumer<PeerId, SettleOrder> settle;
    private final Set<PeerId> grown = new HashSet<>();

    PolicyDesk(SettlementPolicy policy, Executor callbacks, BiConsumer<PeerId, SettleOrder> settle) {
        this.policy = policy;
        this.callbacks = callbacks;
        this.settle = settle;
    }

    /** For the owner. */
    void committed(Change change) {
        Line after = change.after().line();
        Balance balance = after.balance();
        if (balance.owedByMe() > change.before().line().balance().owedByMe()) {
            grown.add(change.peer());
        }
        boolean maySettle = !after.outgoing().isUnderWay() && !after.outgoing().isCreditedLess();
        if (maySettle && grown.remove(change.peer())) {
            Debt debt = new Debt(change.peer(), balance, after.theirs().limit());
            callbacks.execute(() -> ask(debt));
        }
    }

    private void ask(Debt debt) {
        try {
            OptionalLong amount = policy.amountToSettle(debt);
            if (amount.isPresent() && amount.getAsLong() > 0) {
                long units = Math.min(amount.getAsLong(), debt.balance().owedByMe());
                settle.accept(debt.peer(), SettleOrder.of(Math.min(units, Amount.MAX_UNITS)));
            }
        } catch (RuntimeException e) {
            LOG.error("the settlement policy failed", e);
        }
    }
}
