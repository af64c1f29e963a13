package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;
import java.util.Locale;

/** Settlements in words. */
public final class Settlements {
    private static final int SHOWN_DIGITS = 8;

    private Settlements() {}

    public static boolean isPaid(Settlement settlement) {
        return settlement.status() == SettlementStatus.CREDITED;
    }

    /** Enough digits of its key to name it. */
    public static String shortKey(Settlement settlement) {
        return settlement.key().toString().substring(0, SHOWN_DIGITS);
    }

    /** Who transfers the money. */
    public static String payer(Settlement settlement) {
        return isOwn(settlement) ? "you" : settlement.peer().name();
    }

    /** The transfer that it stands for. */
    public static String transfer(Settlement settlement) {
        return isOwn(settlement)
                ? "your transfer of " + settlement.units() + " to " + settlement.peer()
                : settlement.peer() + "'s transfer of " + settlement.units() + " to you";
    }

    /** How far it has come. */
    public static String state(Settlement settlement) {
        return settlement.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean isOwn(Settlement settlement) {
        return settlement.direction() == Direction.OUTGOING;
    }

    private static String why(Settlement settlement) {
        String reason = Reasons.text(settlement);
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** How an own one stands. */
    public static String line(Settlement settlement) {
        PeerId peer = settlement.peer();
        long units = settlement.units();
        return switch (settlement.status()) {
            case CREDITED -> "You settled " + units + " with " + peer + " on Fakechain";
            case DECLINED -> peer + " declined the settlement: it sees nothing owed. Nothing was transferred";
            case CANCELLED -> "Nothing was transferred to " + peer + why(settlement);
            case IN_DOUBT -> "The transfer of " + units + " to " + peer + " is in doubt" + why(settlement);
            case CONFIRMED -> "Fakechain has transferred " + units + " to " + peer + ", who has not credited it yet";
            case ANNOUNCED, ANSWERED, SUBMITTED -> "The settlement of " + units + " with " + peer + " is under way";
        };
    }
}
