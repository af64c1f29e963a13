package io.p2pcredit.simulation.world;

/**
 * Ends the run of a node's code at the point where its process dies. Nobody is told anything by it: the process is
 * gone.
 */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
