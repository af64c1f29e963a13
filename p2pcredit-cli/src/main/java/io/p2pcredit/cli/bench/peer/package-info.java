/** The second process, with the nodes at the other end of the lines. */
@NullMarked
package io.p2pcredit.cli.bench.peer;

import org.jspecify.annotations.NullMarked;
