/**
 * The values of a trustline: what the pure machine, the plug points and an application all speak of.
 *
 * <p>Everything here is immutable, checked when it is made, and safe to share between threads. Quantities are whole
 * numbers of the asset's smallest unit. Wherever a balance is shown, <b>positive means the peer owes me</b> and
 * negative means I owe the peer.
 */
@NullMarked
package io.p2pcredit.trustline;

import org.jspecify.annotations.NullMarked;
