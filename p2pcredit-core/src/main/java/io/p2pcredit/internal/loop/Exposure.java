package io.p2pcredit.internal.loop;

/**
 * What this node may still have to settle on all its lines together, in units. Only the owner changes it; anybody may
 * read it.
 */
public final class Exposure {
    /** The sum in two words, so that it never wraps. */
    private long high;

    private long low;
    private volatile long units;

    /** What one line adds to it has changed. */
    void change(long before, long after) {
        if (before != after) {
            long change = after - before;
            long sum = low + change;
            boolean carried = Long.compareUnsigned(sum, low) < 0;
            high += (change >> (Long.SIZE - 1)) + (carried ? 1 : 0);
            low = sum;
            units = high == 0 && low >= 0 ? low : Long.MAX_VALUE;
        }
    }

    /** At most the largest long. */
    public long units() {
        return units;
    }
}
