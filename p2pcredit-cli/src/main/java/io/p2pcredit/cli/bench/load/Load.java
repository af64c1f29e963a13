package io.p2pcredit.cli.bench.load;

import io.p2pcredit.CreditNode;

/** A way to pay again and again. */
@FunctionalInterface
public interface Load {
    /** No payment takes longer than this, in nanoseconds, or the load has failed. */
    long PATIENCE_NANOS = 60_000_000_000L;

    /**
     * Pays for so long, on the calling thread, and returns when nothing is under way any more.
     *
     * @throws LoadFailedException if something was not paid
     */
    Outcome run(CreditNode node, Timing timing);
}
