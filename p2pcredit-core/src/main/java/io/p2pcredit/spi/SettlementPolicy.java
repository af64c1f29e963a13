package io.p2pcredit.spi;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.OptionalLong;

/**
 * Decides when the node settles by itself. Asked on the node's callbacks after each round in which this node's debt
 * grew; an exception counts as "not now". The node settles the amount, or everything owed if that is less.
 */
@FunctionalInterface
public interface SettlementPolicy {
    /** How much to settle now, in units; empty for nothing. */
    OptionalLong amountToSettle(Debt debt);

    /** Settles only when it is told to. */
    static SettlementPolicy manual() {
        return debt -> OptionalLong.empty();
    }

    /**
     * Settles everything as soon as more than this many units are owed.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    static SettlementPolicy above(long units) {
        checkArgument(units >= 0, "a debt is never negative: %s", units);
        return debt -> debt.balance().owedByMe() > units
                ? OptionalLong.of(debt.balance().owedByMe())
                : OptionalLong.empty();
    }

    /**
     * A debt of this node.
     *
     * @param balance negative: what this node owes
     * @param limit how much the creditor lets this node owe
     */
    record Debt(PeerId peer, Balance balance, CreditLimit limit) {}
}
