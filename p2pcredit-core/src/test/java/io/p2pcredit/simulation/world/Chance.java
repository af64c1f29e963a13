package io.p2pcredit.simulation.world;

import java.util.Random;

/**
 * The random choices of one entity. Every entity has its own, so that a choice more or less of one does not move those
 * of the others. The algorithm is the one that {@link Random} specifies, hence the same on every platform. Not
 * thread-safe.
 */
public final class Chance {
    private final Random random;

    private Chance(long seed) {
        this.random = new Random(seed);
    }

    /** The choices of the named entity in the run with the seed. */
    public static Chance of(long seed, String entity) {
        return new Chance(scrambled(seed + scrambled(entity.hashCode())));
    }

    /** True with the given probability. */
    public boolean hits(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public long between(long low, long high) {
        return low + (long) (random.nextDouble() * (high - low + 1));
    }

    /** A whole number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of the choices, each as likely as the others. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A probability: 0 in half of all cases, else anything up to the most. */
    public double sometimes(double most) {
        return hits(0.5) ? 0 : most * between(1, 1_000) / 1_000.0;
    }

    /** A probability: 0 in most cases, else anything up to the most. */
    public double rarely(double most) {
        return hits(0.6) ? 0 : sometimes(most);
    }

    public long any() {
        return random.nextLong();
    }

    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    /** Spreads seeds that differ in few bits (the finaliser of SplitMix64). */
    private static long scrambled(long value) {
        long z = (value + 0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
