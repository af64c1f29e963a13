package io.p2pcredit.simulation.mutant;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.simulation.byzantine.Mallory;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Seeds that are tried one after the other.
 *
 * @param base where the search for them begins
 * @param count how many they are
 * @param trick something that Mallory knows in each of them; empty if anything goes
 */
@Immutable
public record Seeds(long base, int count, Optional<String> trick) {
    private static final long USUAL_BASE = 7_000;

    /** The first ones from 7,000 on. */
    public static Seeds first(int count) {
        return new Seeds(USUAL_BASE, count, Optional.empty());
    }

    /** The first ones in which Mallory takes part and knows that trick or manner. */
    public static Seeds withTrick(String trick, long base, int count) {
        return new Seeds(base, count, Optional.of(trick));
    }

    LongStream all() {
        return LongStream.iterate(base, seed -> seed + 1)
                .filter(seed ->
                        trick.filter(known -> !Mallory.knows(seed, known)).isEmpty())
                .limit(count);
    }
}
