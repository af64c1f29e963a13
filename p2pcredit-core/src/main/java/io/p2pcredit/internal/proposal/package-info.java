/** How a trustline comes about: proposals made and received. */
@NullMarked
package io.p2pcredit.internal.proposal;

import org.jspecify.annotations.NullMarked;
