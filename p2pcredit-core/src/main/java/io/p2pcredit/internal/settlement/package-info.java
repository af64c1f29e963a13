/** What the node does on the ledger. */
@NullMarked
package io.p2pcredit.internal.settlement;

import org.jspecify.annotations.NullMarked;
