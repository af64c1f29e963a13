package io.p2pcredit.simulation;

import java.util.List;

/** A run went wrong: what, under which seed, how to repeat it, and what had happened last. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final long seed;

    SimulationFailure(long seed, Throwable cause, List<String> newest) {
        super(
                String.format(
                        "%s%nseed %d; repeat it with%n  mvn -pl p2pcredit-core test -Dtest=SimulationTest"
                                + " -Dp2pcredit.seed=%d%n%s",
                        cause, seed, seed, String.join(System.lineSeparator(), newest)),
                cause);
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }
}
