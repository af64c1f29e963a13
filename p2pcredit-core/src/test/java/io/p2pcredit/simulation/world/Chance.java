package io.p2pcredit.simulation.world;

import java.util.function.LongSupplier;

/**
 * The random choices of one entity. Every entity has its own, so that a choice more or less of one does not move those
 * of the others; and with {@link #at a clock} those of one moment do not depend on what was chosen before it either, so
 * that a run in which something is left out stays like the whole one. The algorithm is SplitMix64, the same on every
 * platform. Not thread-safe.
 */
public final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long entity;
    private final LongSupplier clock;
    private long moment;
    private long state;

    private Chance(long entity, LongSupplier clock) {
        this.entity = entity;
        this.clock = clock;
        this.state = entity;
    }

    /** The choices of the named entity in the run with the seed. */
    public static Chance of(long seed, String entity) {
        return new Chance(scrambled(seed + scrambled(entity.hashCode())), () -> 0);
    }

    /** The same entity's choices, which begin anew whenever the time changes. */
    public Chance at(LongSupplier time) {
        return new Chance(entity, time);
    }

    /** True with the given probability. */
    public boolean hits(double probability) {
        return fraction() < probability;
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public long between(long low, long high) {
        return low + (long) (fraction() * (high - low + 1));
    }

    /** A whole number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (fraction() * bound);
    }

    /** One of the choices, each as likely as the others. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
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
        long now = clock.getAsLong();
        if (now != moment) {
            moment = now;
            state = scrambled(entity + scrambled(now));
        }
        state += GOLDEN;
        return mixed(state);
    }

    public void fill(byte[] target) {
        for (int i = 0; i < target.length; i += Long.BYTES) {
            long word = any();
            for (int j = i; j < Math.min(i + Long.BYTES, target.length); j++) {
                target[j] = (byte) word;
                word >>>= Byte.SIZE;
            }
        }
    }

    /** From 0 to just below 1. */
    private double fraction() {
        return (any() >>> 11) * 0x1p-53;
    }

    /** Spreads seeds that differ in few bits. */
    private static long scrambled(long value) {
        return mixed(value + GOLDEN);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
