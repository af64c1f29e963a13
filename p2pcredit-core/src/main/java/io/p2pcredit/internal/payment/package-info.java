/** Payments that wait for their receipt. */
@NullMarked
package io.p2pcredit.internal.payment;

import org.jspecify.annotations.NullMarked;
