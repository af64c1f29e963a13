package io.p2pcredit.cli.bench.peer;

import org.jspecify.annotations.Nullable;

/**
 * What the first process wants of the second.
 *
 * @param start with {@link What#START}
 * @param pay with {@link What#PAY}
 */
record Order(What what, @Nullable Start start, @Nullable Pay pay) {
    static Order simple(What what) {
        return new Order(what, null, null);
    }

    /** The kinds of orders, each of which is answered. */
    enum What {
        /** Begin to send back what comes to a WebSocket; answered with its address. */
        ECHO,
        /** Make the payees; answered with their keys. */
        START,
        /** Let each of them open a trustline with the payer. */
        OPEN,
        /** Let the first of them pay back. */
        PAY,
        /** Tell the balance of each. */
        BALANCES,
        /** Close them all. */
        STOP
    }

    /**
     * The payees to make, and whom they have to do with.
     *
     * @param many whether they share threads, store nothing, and only dial; else there is one, like any other node
     * @param store the name of a store, for each of them
     * @param folder where their files may be
     * @param provider the name of who signs
     * @param payerAddress where they dial the payer
     * @param payerKey its identity key, in hexadecimal digits
     */
    record Start(
            int payees,
            boolean many,
            String store,
            String folder,
            String provider,
            String payerAddress,
            String payerKey) {}

    /** @param outstanding how many payments are under way at most */
    record Pay(long warmUpNanos, long measuredNanos, int outstanding) {}
}
