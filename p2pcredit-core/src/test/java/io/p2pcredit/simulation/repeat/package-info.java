/**
 * What makes a failing run of {@link io.p2pcredit.simulation.Simulation} useful: it is shrunk, told in a readable report,
 * and kept to be run again.
 */
@NullMarked
package io.p2pcredit.simulation.repeat;

import org.jspecify.annotations.NullMarked;
