/**
 * Credit between peers, as an application sees it. {@link io.p2pcredit.CreditNode} is the place to begin.
 *
 * <p>Futures, listeners and policies run on the node's callbacks thread, never on the thread that owns its state: code
 * that blocks there delays its own callbacks and no payment.
 */
@NullMarked
package io.p2pcredit;

import org.jspecify.annotations.NullMarked;
