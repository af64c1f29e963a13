/**
 * What must hold after every event of a simulation, whatever goes wrong. Each invariant sees the nodes from outside
 * only, and remembers through all their crashes.
 */
@NullMarked
package io.p2pcredit.simulation.invariant;

import org.jspecify.annotations.NullMarked;
