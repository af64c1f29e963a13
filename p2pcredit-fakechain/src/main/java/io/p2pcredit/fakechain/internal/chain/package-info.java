/**
 * The ledger itself: what is true, and what an order does to it. It knows nothing of HTTP or JSON.
 *
 * <p>{@link io.p2pcredit.fakechain.internal.chain.Chain} is a state machine: an order is checked against the state and
 * becomes a {@link io.p2pcredit.fakechain.internal.chain.Change}, or a refusal; only changes touch the state.
 */
@NullMarked
package io.p2pcredit.fakechain.internal.chain;

import org.jspecify.annotations.NullMarked;
