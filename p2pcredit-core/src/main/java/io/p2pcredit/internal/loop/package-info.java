/** The one thread that owns a node's state, and the rounds that it works in. */
@NullMarked
package io.p2pcredit.internal.loop;

import org.jspecify.annotations.NullMarked;
