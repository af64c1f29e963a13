/**
 * Bugs that are planted to see whether the checks notice them: edits of the compiled classes, which nothing in the
 * library has to be ready for, and broken things put between the nodes and their world.
 */
@NullMarked
package io.p2pcredit.simulation.mutant;

import org.jspecify.annotations.NullMarked;
