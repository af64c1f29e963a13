package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import java.util.Locale;

/** Payments in words. */
public final class Payments {
    private static final int SHOWN_DIGITS = 8;

    private Payments() {}

    /**
     * An id as users see it: the first digits, which are the same for all payments between two starts of the payer, and
     * the last ones, which count them.
     */
    public static String shortId(PaymentId id) {
        return id.toString().substring(0, SHOWN_DIGITS) + '-' + Long.toHexString(id.second());
    }

    /** Whether an id may be meant by what a user typed: the short form, or the first digits of it or of the id. */
    public static boolean isMeant(PaymentId id, String typed) {
        String digits = typed.toLowerCase(Locale.ROOT);
        return !digits.isEmpty()
                && (id.toString().startsWith(digits) || shortId(id).equals(digits));
    }

    /** How far it has come. */
    public static String state(Payment payment) {
        return payment.direction() == Direction.INCOMING ? "received" : state(payment.status());
    }

    private static String state(PaymentStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** In quotation marks, printable; empty if there is none. */
    public static String memo(Memo memo) {
        return memo.isEmpty() ? "" : '"' + memo.printable() + '"';
    }
}
