/** The stores against real databases, in the package of the code since what they share is not public. */
@NullMarked
package io.p2pcredit.store.jdbc;

import org.jspecify.annotations.NullMarked;
