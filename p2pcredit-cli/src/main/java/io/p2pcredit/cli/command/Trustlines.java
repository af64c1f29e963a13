package io.p2pcredit.cli.command;

import io.p2pcredit.Proposal;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;

/** Trustlines and proposals in words. */
public final class Trustlines {
    private Trustlines() {}

    public static String opened(PeerId peer, CreditLimit granted, CreditLimit received) {
        return "The trustline with " + peer + " is open: you may owe " + peer + " up to " + received + ", " + peer
                + " may owe you up to " + granted + ".";
    }

    public static String proposed(Proposal proposal) {
        PeerId peer = proposal.peer();
        return peer + " proposes a trustline: you may owe " + peer + " up to " + proposal.offered() + ", and " + peer
                + " asks to owe you up to " + proposal.asked() + ". Its key: "
                + proposal.key().fingerprint() + ".";
    }
}
