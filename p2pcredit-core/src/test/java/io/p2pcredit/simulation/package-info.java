/**
 * The production node in a simulated world: {@link io.p2pcredit.simulation.Simulation} lets two to four peers pay and settle
 * while everything around them fails, and checks the invariants after every event. A seed repeats a run exactly.
 */
@NullMarked
package io.p2pcredit.simulation;

import org.jspecify.annotations.NullMarked;
