package io.p2pcredit.cli.wording;

import io.p2pcredit.Dispute;
import io.p2pcredit.Reconciliation;
import io.p2pcredit.TrustlineView;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Texts;
import java.util.List;

/** Trustlines that cannot go on by themselves, in words. */
public final class Disputes {
    private Disputes() {}

    /** What is in dispute, and what each decision would lead to. */
    public static List<String> about(Dispute dispute) {
        PeerId peer = dispute.peer();
        String record = dispute.writer() == Direction.OUTGOING ? "your record" : "the record of " + peer;
        return List.of(
                "The trustline with " + peer + " is frozen: " + Texts.printable(dispute.reason()) + '.',
                "There are two signed states of " + record + ", and only one can be true.",
                "  mine    the one that you have is true.  " + peer + ": "
                        + dispute.mine().balance(),
                "  theirs  the one that " + peer + " has shown is true.  " + peer + ": "
                        + dispute.theirs().balance());
    }

    /** Why payments wait for their owner. */
    public static String held(TrustlineView line) {
        String payments = line.queued() == 1 ? "1 payment" : line.queued() + " payments";
        return payments + " to " + line.peer()
                + " wait for you: part of the trustline was lost here and came back from "
                + line.peer() + ", perhaps with payments that you had asked for again. See history " + line.peer()
                + " and payments, cancel what was paid already, then: reconcile " + line.peer() + " release";
    }

    /** What a decision does, as a verb and what follows. */
    public static String consequence(PeerId peer, Reconciliation decision) {
        return switch (decision) {
            case MINE -> "take as true, for good, the state that you have";
            case THEIRS -> "take as true, for good, the state that " + peer + " has shown";
            case RELEASE -> "let all payments go on that are queued for " + peer;
        };
    }

    public static Table table(List<Payment> payments) {
        Table table = new Table("id", "who", "amount", "memo");
        payments.forEach(payment -> table.row(
                Payments.shortId(payment.id()),
                payment.direction() == Direction.OUTGOING
                        ? "you"
                        : payment.peer().name(),
                Long.toString(payment.units()),
                Payments.memo(payment.memo())));
        return table;
    }

    /** Why a line does not do everything that it can do; empty if it does. */
    public static String standstill(TrustlineView line) {
        PeerId peer = line.peer();
        return switch (line.waitsFor()) {
            case NOTHING -> "";
            case PEER -> peer + ": away. What you pay is queued until it is back.";
            case RESUME -> peer + ": both sides are getting back in step.";
            case LOST_UPDATES -> peer + ": part of the line was lost here; " + peer + " has it, and is giving it back.";
            case RELEASE -> peer + ": queued payments wait for you. See: reconcile " + peer;
            case DECISION -> peer + ": frozen, and waits for you. See: reconcile " + peer;
        };
    }
}
