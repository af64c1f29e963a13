package io.p2pcredit.simulation.mutant;

import java.util.Optional;

/** A check that is said to notice a bug. */
interface Killer {
    /**
     * How it noticed; empty if the bug survives.
     *
     * @throws IllegalStateException if the check is red without the bug too, or the bug is none that can run
     */
    Optional<String> kills(Bug bug);

    /** A changed class that cannot be used says nothing about any check. */
    static void checkThatItRuns(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError && !(cause instanceof ExceptionInInitializerError)) {
                throw new IllegalStateException("the edit leads to no class that can run", failure);
            }
        }
    }
}
