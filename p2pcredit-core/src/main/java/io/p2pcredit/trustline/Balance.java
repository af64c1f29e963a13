package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/** Where a trustline stands, in units: positive if the peer owes me, negative if I owe the peer. */
@Immutable
public record Balance(long units) {
    public static final Balance ZERO = new Balance(0);

    public static Balance of(long units) {
        return new Balance(units);
    }

    /** What I owe the peer; 0 if I owe nothing. */
    public long owedByMe() {
        return Math.max(0, -units);
    }

    /** What the peer owes me; 0 if it owes nothing. */
    public long owedToMe() {
        return Math.max(0, units);
    }

    @Override
    public String toString() {
        return Long.toString(units);
    }
}
