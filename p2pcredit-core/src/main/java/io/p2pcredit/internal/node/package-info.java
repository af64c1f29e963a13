/** The running node, put together from all the others. */
@NullMarked
package io.p2pcredit.internal.node;

import org.jspecify.annotations.NullMarked;
