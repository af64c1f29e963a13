package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/** One step on the way to a payment. */
@Immutable
public sealed interface PlanStep {
    /** How much is paid or settled, in units. */
    long units();

    /** Pay that much on credit. */
    @Immutable
    record Pay(long units) implements PlanStep {}

    /** Settle that much on the ledger. */
    @Immutable
    record Settle(long units) implements PlanStep {}
}
