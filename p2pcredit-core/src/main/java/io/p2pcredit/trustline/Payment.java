package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/**
 * A payment on credit, as this node knows it.
 *
 * @param id the payer's name for it
 * @param peer the other party
 * @param direction who pays
 * @param units what is paid in all, in units; for a batch the sum
 * @param count how many payments it stands for: 1, or the size of a batch
 * @param memo the payer's words
 * @param status how far it has come
 */
@Immutable
public record Payment(
        PaymentId id, PeerId peer, Direction direction, long units, int count, Memo memo, PaymentStatus status) {}
