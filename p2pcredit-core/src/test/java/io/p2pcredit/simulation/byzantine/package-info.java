/**
 * A participant who has a valid key and means harm: {@link io.p2pcredit.simulation.byzantine.Mallory}, what it does, and
 * what the honest peers are promised all the same.
 */
@NullMarked
package io.p2pcredit.simulation.byzantine;

import org.jspecify.annotations.NullMarked;
