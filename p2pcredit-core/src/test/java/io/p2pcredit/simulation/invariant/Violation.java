package io.p2pcredit.simulation.invariant;

/** Something happened that never must. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    /** @param invariant its number and name, such as {@code I1 OneProofPerPlace} */
    public Violation(String invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    public String invariant() {
        return invariant;
    }
}
