/** The bugs that the checks of this library are tried on, rule by rule. */
@NullMarked
package io.p2pcredit.simulation.mutant.planted;

import org.jspecify.annotations.NullMarked;
