package io.p2pcredit.fakechain.internal.chain;

/** The numbers that the ledger can hold: balances, starting funds and transfers fit into 32 unsigned bits. */
public final class Units {
    public static final long MAX = 0xFFFF_FFFFL;

    private Units() {}

    public static boolean isBalance(long units) {
        return units >= 0 && units <= MAX;
    }
}
