package io.p2pcredit.cli.wording;

import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Refusal;
import java.net.URI;

/** Why the node has refused something, in one line that also says what can be done about it. */
public final class Refusals {
    private final PeerId self;
    private final URI fakechain;

    public Refusals(PeerId self, URI fakechain) {
        this.self = self;
        this.fakechain = fakechain;
    }

    /**
     * @param peer the peer that the request was about
     * @param asked the amount that was asked for, in units; 0 if there was none
     */
    public String line(Refusal refusal, PeerId peer, long asked) {
        long allowed = refusal.allowed().orElse(0);
        return switch (refusal.code()) {
            case NO_TRUSTLINE ->
                peer.equals(self) ? oneself() : "There is no trustline with " + peer + ". Propose one: propose " + peer;
            case UNKNOWN_PEER -> "Fakechain knows nobody called " + peer + ". See who is there: users";
            case PEER_WITHOUT_KEY ->
                peer + " publishes no identity key, so it runs other software: no trustline with it is possible.";
            case PEER_WITHOUT_ADDRESS ->
                peer + " publishes no address to dial. It has to propose instead: propose " + self + " in its shell";
            case DIRECTORY_UNREACHABLE, LEDGER_UNREACHABLE ->
                "Fakechain at " + fakechain + " does not answer. Try again once it runs.";
            case SELF -> oneself();
            case KEY_CHANGED ->
                peer + " shows an identity key that is not the one known here, or belongs to another name: it may be"
                        + " somebody else. Nothing was done. Compare: identity " + peer;
            case NOT_THE_KEY_SHOWN ->
                "That is not the key that Fakechain shows for " + peer + " now. Look again: identity " + peer;
            case TURNED_AWAY ->
                peer + " knows " + self + " by another identity key, or this key by another name, and turned this peer"
                        + " away. " + peer + " can look, and accept the key: identity " + self;
            case ALREADY_PROPOSED -> peer + " has not answered your proposal yet. Wait for the answer.";
            case ALREADY_OPEN -> "The trustline with " + peer + " is open already. See it: trustlines";
            case DECLINED -> peer + " declined your proposal. You can propose again: propose " + peer;
            case NO_PROPOSAL -> "No proposal of " + peer + " waits for an answer. See which do: proposals";
            case NOT_ACCEPTED -> peer + " has not accepted your proposal yet. Nothing was done: wait for the answer.";
            case PEER_AWAY ->
                peer + " is away. Nothing was done: try again when " + peer
                        + " is back; trustlines shows who is online.";
            case CREDIT_LIMIT_EXCEEDED ->
                "Paying " + peer + ' ' + asked + " is over the limit: you can pay at most " + allowed
                        + " now. Settle what you owe first: settle " + peer;
            case BEYOND_ANY_PLAN ->
                "Paying " + peer + ' ' + asked + " is too much for this trustline, even with settling in between: you"
                        + " can pay at most " + allowed + " now. Pay less, or ask " + peer + " for a higher limit.";
            case CREDITED_LESS ->
                peer + " has credited less than you last paid it on Fakechain: you can pay at most " + allowed
                        + " now. See: settlements, balance. To settle all the same: settle " + peer;
            case INSOLVENT ->
                "Paying " + peer + ' ' + asked + " is more than you have on Fakechain beside what you owe already: you"
                        + " can pay at most " + allowed + " now. See: balance";
            case PAYMENT_ID_REUSED -> "That id stands for another payment already. Take a new one for " + peer + ".";
            case NO_PAYMENT -> "There is no payment of that id. See how things stand: trustlines";
            case NOT_QUEUED -> "That payment to " + peer + " is not queued any more: it cannot be taken back.";
            case CANCELLED -> "The payment of " + asked + " to " + peer + " was taken back: nothing was paid.";
            case PAID_IN_PART ->
                "Only " + allowed + " of " + asked + " were paid to " + peer
                        + ": a settlement that the rest needed came" + " to nothing. See: settlements, balance";
            case PAYMENT_IN_DOUBT ->
                "Whether " + peer + " has that payment is not known here: only the state had it that you gave up. Ask "
                        + peer + ", and pay under a new id what is missing.";
            case TOTAL_OVERFLOW -> "The totals of the trustline with " + peer + " are at their end: it cannot go on.";
            case BUSY -> "Too much is under way with " + peer + " at once. Try again in a moment.";
            case FROZEN ->
                "The trustline with " + peer
                        + " is frozen: two signed records contradict each other. Nothing is paid on"
                        + " it until you decide. See: reconcile " + peer;
            case NOT_FROZEN -> "The trustline with " + peer + " is not frozen: there is nothing to decide.";
            case PROOF_NOT_USABLE ->
                "That proof takes back what was signed for already, so it cannot be true. Only the other one can.";
            case NOTHING_OWED -> "You owe " + peer + " nothing, so there is nothing to settle.";
            case MORE_THAN_OWED ->
                "Settling " + asked + " is more than you owe " + peer + ": at most " + allowed
                        + ". Settle everything: settle " + peer;
            case SETTLEMENT_UNDER_WAY -> "A settlement with " + peer + " is under way. Wait until it is done.";
            case NOTHING_TO_RESOLVE -> "That settlement waits for no decision of yours. See which do: settlements";
            case LEDGER_DECIDES ->
                "Fakechain itself shows that transfer, and it is credited when " + peer + " is here.";
            case NOT_RESUMED_YET ->
                "Settling with " + peer
                        + " while it is away works once, on a trustline that was in step since this peer"
                        + " started. Wait until " + peer + " is online.";
            case PEER_PRESENT -> peer + " is online. Settle in the usual way: settle " + peer;
            case LEDGER_WITHOUT_KEYS ->
                "The Fakechain at " + fakechain
                        + " cannot promise to pay only once, so nothing is settled there. Use one that can: p2pcredit fakechain";
            case ACCOUNT_MISSING ->
                peer
                        + " has no account on Fakechain any more, so nothing can be settled with it. See who is there: users";
            case ACCOUNT_CHANGED_HANDS ->
                "The account called " + peer + " on Fakechain belongs to another identity key than the " + peer
                        + " you have a trustline with. Nothing was transferred. See: identity " + peer;
            case OWN_ACCOUNT_MISSING ->
                "Your own account is not on Fakechain any more: it was reset. Start this peer again to open one.";
            case NODE_CLOSED -> "This peer has stopped and does nothing more. Leave: exit";
        };
    }

    private String oneself() {
        return self + " is you. Name another peer: users shows who is there";
    }
}
