package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;

/**
 * A payment on credit, as this node knows it.
 *
 * @param id the payer's name for it
 * @param peer the other party
 * @param direction who pays
 * @param whole what was asked for in all, in units; for a batch the sum
 * @param units what is paid, in units: in an event by this part, elsewhere so far
 * @param part the number of the newest part, from 0; a payment past the limit is paid in several
 * @param count how many payments it stands for: 1, or the size of a batch
 * @param memo the payer's words
 * @param status how far it has come
 */
@Immutable
public record Payment(
        PaymentId id,
        PeerId peer,
        Direction direction,
        long whole,
        long units,
        int part,
        int count,
        Memo memo,
        PaymentStatus status) {

    /** Whether this is not all of it. */
    public boolean isPart() {
        return units < whole;
    }

    /** The same payment with another number of units that are paid. */
    public Payment withUnits(long paid) {
        return new Payment(id, peer, direction, whole, paid, part, count, memo, status);
    }

    /** The same payment, further on. */
    public Payment with(PaymentStatus next) {
        return new Payment(id, peer, direction, whole, units, part, count, memo, next);
    }
}
