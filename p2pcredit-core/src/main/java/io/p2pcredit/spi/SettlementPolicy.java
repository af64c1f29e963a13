package io.p2pcredit.spi;

import static com.google.common.base.Preconditions.checkArgument;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.OptionalLong;

/**
 * Decides when the node settles by itself. Asked on the node's callbacks after each round in which this node's debt
 * grew, or, while a settlement with that peer is under way, once it is over; an exception counts as "not now". The node
 * settles the amount, or everything owed if that is less. It is not asked about a peer that has credited less than was
 * settled last ({@link io.p2pcredit.trustline.SettlementReason.Code#CREDITED_LESS}).
 *
 * <p>What does not depend on a debt is asked once, by {@link io.p2pcredit.CreditNodeBuilder#launch}, on its thread.
 */
@FunctionalInterface
public interface SettlementPolicy {
    /** How much to settle now, in units; empty for nothing. */
    OptionalLong amountToSettle(Debt debt);

    /**
     * Whether a payment that would exceed the limit pays up to it, settles everything owed, and pays the rest; if not,
     * it is refused.
     */
    default boolean settlesAtTheLimit() {
        return true;
    }

    /**
     * Whether, on a ledger that shows no transfers, the node credits what it expects as soon as its balance has risen
     * by exactly that amount while it expects nothing else, pays nothing itself, and at most ten minutes after it has
     * accepted. Anybody else who pays that amount in that time is then taken for the debtor.
     */
    default boolean creditsByBalance() {
        return false;
    }

    /** Settles when a payment would exceed the limit, and else only when it is told to. */
    static SettlementPolicy atTheLimit() {
        return debt -> OptionalLong.empty();
    }

    /** Settles only when it is told to; a payment past the limit is refused. */
    static SettlementPolicy manual() {
        return new SettlementPolicy() {
            @Override
            public OptionalLong amountToSettle(Debt debt) {
                return OptionalLong.empty();
            }

            @Override
            public boolean settlesAtTheLimit() {
                return false;
            }
        };
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
