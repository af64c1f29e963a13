package io.p2pcredit.trustline;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Where random tests take their chance from: a fresh seed for every run, or the one given as {@code -Dp2pcredit.seed},
 * which repeats that one run. A failure names its seed.
 */
public final class Seeds {
    private static final String PROPERTY = "p2pcredit.seed";

    private Seeds() {}

    /** One run of a random test. */
    @FunctionalInterface
    public interface Run {
        void with(RandomGenerator random);
    }

    /** Runs the test that often, each time with another seed. */
    public static void repeat(int runs, Run run) {
        Long given = Long.getLong(PROPERTY);
        long first = given != null ? given : System.nanoTime() & 0xFFFF_FFFF_FFFFL;
        System.out.println("-D" + PROPERTY + "=" + first + (given != null ? "" : " and the next " + (runs - 1)));
        for (long seed = first; seed < first + (given != null ? 1 : runs); seed++) {
            try {
                run.with(random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("SplittableRandom").create(seed);
    }
}
