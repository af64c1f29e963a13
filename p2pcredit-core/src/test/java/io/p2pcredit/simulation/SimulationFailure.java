package io.p2pcredit.simulation;

import io.p2pcredit.simulation.invariant.Violation;

/** A run went wrong: what, in which scenario, and what can be told of it. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Scenario scenario;
    private final transient Evidence evidence;

    SimulationFailure(Scenario scenario, Throwable cause, Evidence evidence) {
        super("seed " + scenario.seed() + ", " + scenario.excerpt() + ": " + cause, cause);
        this.scenario = scenario;
        this.evidence = evidence;
    }

    public Scenario scenario() {
        return scenario;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** The number and name of the invariant that was violated; else the class of the error. */
    public String invariant() {
        return getCause() instanceof Violation violation
                ? violation.invariant()
                : getCause().getClass().getName();
    }
}
