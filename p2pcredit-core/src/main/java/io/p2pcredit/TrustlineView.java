package io.p2pcredit;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;

/**
 * A trustline as this node sees it, at its last durable point.
 *
 * @param peerKey the peer's pinned identity key
 * @param balance positive if the peer owes me, negative if I owe the peer
 * @param granted how much I let the peer owe me
 * @param received how much the peer lets me owe it
 * @param payable how much I could pay now without settling, in units
 * @param receivable how much the peer could pay me now without settling, as far as I know
 * @param unacknowledged how many of my updates the peer has not signed for yet
 * @param online whether both sides are connected and in step
 * @param queued how many of my payments wait to be signed for
 * @param held whether those wait for me: part of this line came back from the peer, and with it perhaps payments that
 *     I had asked for again
 * @param waitsFor what has to happen before the line does everything that it can do
 */
public record TrustlineView(
        LineId id,
        PeerId peer,
        PublicKey peerKey,
        State state,
        Balance balance,
        CreditLimit granted,
        CreditLimit received,
        long payable,
        long receivable,
        int unacknowledged,
        boolean online,
        int queued,
        boolean held,
        WaitsFor waitsFor) {

    /** What a line waits for before it signs, or signs everything, that it is asked for. Payments are queued meanwhile. */
    public enum WaitsFor {
        /** Nothing: both ends are in step; or nobody can use the line any more. */
        NOTHING,
        /** The peer is away. Only with it can this node know that it has lost nothing of the line. */
        PEER,
        /** The peer is connected, and both ends are getting back in step. */
        RESUME,
        /** This node has lost own updates, and the peer, which has them, has not given back all of them yet. */
        LOST_UPDATES,
        /** Payments are {@link TrustlineView#held}: {@link Reconciliation#RELEASE} lets them go on. */
        RELEASE,
        /** The line is frozen: the owner has to say which proof is true, {@link CreditNode#reconcile}. */
        DECISION
    }

    /** What can be done with a line. */
    public enum State {
        /** Proposed by this node; the peer has not answered. */
        PROPOSED,
        /** Proposed by this node, and declined. */
        DECLINED,
        OPEN,
        /** Both limits and the balance are 0 and nothing is under way. */
        CLOSED,
        /** Two signed proofs contradict each other, or one breaks the protocol: see {@link CreditNode#dispute}. */
        FROZEN,
        /** The peer has another key by now, and its line with that one is another one; this one can be read. */
        RETIRED
    }
}
