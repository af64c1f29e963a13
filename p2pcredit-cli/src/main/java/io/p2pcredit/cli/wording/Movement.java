package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A payment, a part of one, or a settlement, as a row for its reader.
 *
 * @param at when it took its last step
 * @param id its name, short
 * @param what who did it
 * @param units how much, in units
 * @param state how far it has come
 * @param memo in quotation marks; empty if there is none
 */
public record Movement(Instant at, String id, PeerId peer, String what, long units, String state, String memo) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A payment that has come, or was signed for, at least in part. */
    public static Movement paid(Instant at, Payment payment) {
        String part = payment.isPart() ? ", part of " + payment.whole() : "";
        return of(at, payment, payment.units(), part);
    }

    /** A payment that is all still to be made, or will not be. */
    public static Movement unpaid(Instant at, Payment payment) {
        String most = payment.status() == PaymentStatus.IN_DOUBT ? ", at most " : ", ";
        String part = payment.units() == 0 ? "" : most + payment.units() + " of it paid";
        return of(at, payment, payment.whole(), part);
    }

    private static Movement of(Instant at, Payment payment, long units, String part) {
        String who = payment.direction() == Direction.OUTGOING ? "you pay" : "pays you";
        String number = payment.count() == 1 ? "" : " in " + payment.count() + " payments";
        return new Movement(
                at,
                Payments.shortId(payment.id()),
                payment.peer(),
                who + number + part,
                units,
                Payments.state(payment),
                Payments.memo(payment.memo()));
    }

    public static Movement settled(Instant at, Settlement settlement) {
        return new Movement(
                at,
                Settlements.shortKey(settlement),
                settlement.peer(),
                settlement.direction() == Direction.OUTGOING ? "you settle" : "settles",
                settlement.units(),
                Settlements.state(settlement),
                "");
    }

    /** An empty table of such rows. */
    public static Table table() {
        return new Table("time", "id", "peer", "what", "amount", "state", "memo");
    }

    /** The row, with the time of day in a zone. */
    public void addTo(Table table, ZoneId zone) {
        table.row(TIME.format(at.atZone(zone)), id, peer.name(), what, Long.toString(units), state, memo);
    }
}
