package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementStatus;

/** The user's own settlements in words. */
public final class Settlements {
    private Settlements() {}

    public static boolean isPaid(Settlement settlement) {
        return settlement.status() == SettlementStatus.CREDITED;
    }

    public static String line(Settlement settlement) {
        PeerId peer = settlement.peer();
        long units = settlement.units();
        return switch (settlement.status()) {
            case CREDITED -> "You settled " + units + " with " + peer + " on Fakechain";
            case DECLINED -> peer + " declined the settlement: it sees nothing owed. Nothing was transferred";
            case CANCELLED ->
                "Fakechain refused to transfer " + units + " to " + peer
                        + ", and nothing was transferred: see whether you have the funds with balance";
            case IN_DOUBT ->
                "Fakechain has neither made nor refused the transfer of " + units + " to " + peer
                        + "; it is asked again until it does";
            case ANNOUNCED, ANSWERED, SUBMITTED, CONFIRMED ->
                "The settlement of " + units + " with " + peer + " is under way";
        };
    }
}
