package io.p2pcredit.simulation.repeat;

import java.nio.file.Path;

/** Where the seeds of a build begin. */
public final class Freshness {
    private static final long WITHOUT_GIT = 20_261_122_000_000L;
    private static final long SEEDS_OF_A_COMMIT = 1_000_000;
    private static final int DIGITS = 8;

    private Freshness() {}

    /**
     * The first of a million seeds that belong to the commit: every commit is tried with other ones, and everybody tries
     * it with the same. Always the same in a folder that git does not know, such as a source archive.
     */
    public static long firstSeed() {
        return firstSeed(Path.of(""));
    }

    static long firstSeed(Path folder) {
        return Commit.of(folder)
                .map(hash -> Long.parseLong(hash.substring(0, DIGITS), 16) * SEEDS_OF_A_COMMIT)
                .orElse(WITHOUT_GIT);
    }
}
