package io.p2pcredit.cli.wording;

import io.p2pcredit.Proposal;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;

/** Trustlines and proposals in words. */
public final class Trustlines {
    private Trustlines() {}

    public static String opened(PeerId peer, CreditLimit granted, CreditLimit received) {
        return "The trustline with " + peer + " is open: you may owe " + received + ", " + peer + " may owe " + granted
                + ".";
    }

    public static String proposed(Proposal proposal) {
        PeerId peer = proposal.peer();
        return peer + " proposes: you may owe " + proposal.offered() + ", " + peer + " may owe " + proposal.asked()
                + " (key " + proposal.key().fingerprint() + ").";
    }
}
