package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementReason;

/** Why a settlement does not go on by itself, or has come to nothing, in words that also say what can be done. */
public final class Reasons {
    private Reasons() {}

    /** A sentence without its full stop; empty if all goes well. */
    public static String text(Settlement settlement) {
        return settlement.reason().map(reason -> text(settlement, reason)).orElse("");
    }

    private static String text(Settlement settlement, SettlementReason reason) {
        PeerId peer = settlement.peer();
        String said = reason.said().isEmpty() ? "" : " (it says: " + reason.said() + ')';
        return switch (reason.code()) {
            case LEDGER_SILENT -> "Fakechain does not answer, and is asked again until it does" + said;
            case LEDGER_CANNOT_TELL ->
                "Fakechain gave no answer, and cannot tell this transfer from another" + said + ". Look at both"
                        + " balances, then say: " + resolve(settlement);
            case LIFE_LOST ->
                "it was perhaps asked for by a run of this peer that is lost here. Look at both balances, then say: "
                        + resolve(settlement);
            case LEDGER_CHANGED ->
                "Fakechain is not the one that it was: it was reset, or another took its place" + said
                        + ". Find out whether it was paid, then say: " + resolve(settlement);
            case PAID_TO_ANOTHER ->
                "under this key Fakechain has paid somebody else" + said + ". Find out, then say: "
                        + resolve(settlement);
            case LEDGER_REFUSED ->
                "Fakechain has refused it for good" + said + ". See whether you have the funds: balance";
            case ACCOUNT_MISSING -> peer + " has no account on Fakechain. See who is there: users";
            case ACCOUNT_CHANGED_HANDS ->
                "the account called " + peer + " on Fakechain belongs to somebody else now. See: identity " + peer;
            case OWN_ACCOUNT_MISSING ->
                "your own account is not on Fakechain any more. Start this peer again to open one";
            case NOT_PAID -> "you have said that nothing was paid";
            case NOT_THE_CREDITORS_ACCOUNT -> peer + " has named an account that is not its own";
            case CREDITED_LESS ->
                peer + " has credited less than you have paid on Fakechain. Nothing more is settled with " + peer
                        + " unless you say so: settle " + peer;
            case KEY_REPLACED -> peer + " has another key by now, and this trustline is closed";
        };
    }

    private static String resolve(Settlement settlement) {
        return "settlement resolve " + Settlements.shortKey(settlement) + " paid|unpaid";
    }
}
