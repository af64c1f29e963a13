/** Payments that a node is asked for, and what became of them. */
@NullMarked
package io.p2pcredit.cli.bench.load;

import org.jspecify.annotations.NullMarked;
