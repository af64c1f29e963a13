/**
 * The ledger itself: what is true, and what an order does to it. It knows nothing of HTTP or JSON.
 *
 * <p>{@link io.p2pcredit.fakechain.internal.chain.Chain} is a state machine: {@link
 * io.p2pcredit.fakechain.internal.chain.Orders} checks an order against the state, which makes it a {@link
 * io.p2pcredit.fakechain.internal.chain.Change}, or a refusal; {@link io.p2pcredit.fakechain.internal.chain.Records} keeps
 * the change, and only then it touches the state.
 */
@NullMarked
package io.p2pcredit.fakechain.internal.chain;

import org.jspecify.annotations.NullMarked;
