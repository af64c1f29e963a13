/**
 * A peer in a process of its own that is killed again and again while it and its partner pay and settle. What the test
 * compares at the end is what was acknowledged, both views, and the ledger.
 */
@NullMarked
package io.p2pcredit.cli.kill;

import org.jspecify.annotations.NullMarked;
