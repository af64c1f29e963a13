/**
 * The plug points of a node. Each is small; each has an implementation in memory and a conformance suite. Whoever
 * creates an adapter closes it: a node closes only what its builder made.
 */
@NullMarked
package io.p2pcredit.spi;

import org.jspecify.annotations.NullMarked;
