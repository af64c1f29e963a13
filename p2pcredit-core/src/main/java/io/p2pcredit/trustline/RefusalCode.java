package io.p2pcredit.trustline;

/** Why a request was refused. Nothing is changed by a refused request. */
public enum RefusalCode {
    /** No trustline with that peer: propose one. */
    NO_TRUSTLINE(Advice.NEVER),
    /** The directory knows no peer of that name. */
    UNKNOWN_PEER(Advice.NEVER),
    /** The directory has no identity key for that peer: it runs other software and cannot be dialled. */
    PEER_WITHOUT_KEY(Advice.NEVER),
    /** The peer publishes no address that can be dialled: it has to dial us. */
    PEER_WITHOUT_ADDRESS(Advice.LATER),
    /** The directory could not be asked. */
    DIRECTORY_UNREACHABLE(Advice.LATER),
    /** Oneself is no peer. */
    SELF(Advice.NEVER),
    /** The directory's identity key for the peer is not the one that its name is pinned to, or is another name's. */
    KEY_CHANGED(Advice.NEVER),
    /** The key to be accepted is not the one that the directory shows for the peer. */
    NOT_THE_KEY_SHOWN(Advice.NEVER),
    /** The peer knows this node's name under another identity key, and does not talk to this one. */
    TURNED_AWAY(Advice.NEVER),
    /** A proposal to that peer is already waiting for its answer. */
    ALREADY_PROPOSED(Advice.LATER),
    /** The trustline is open already: change its limit instead. */
    ALREADY_OPEN(Advice.NEVER),
    /** The peer has declined the proposal. */
    DECLINED(Advice.LATER),
    /** No proposal of that peer is waiting for an answer. */
    NO_PROPOSAL(Advice.NEVER),
    /** The peer has not accepted the proposal yet. */
    NOT_ACCEPTED(Advice.LATER),
    /** The peer is away, or the line is just getting back in step. */
    PEER_AWAY(Advice.LATER),
    /** The payment would exceed the credit limit that the peer has granted. */
    CREDIT_LIMIT_EXCEEDED(Advice.AFTER_SETTLING),
    /** A total of the line would leave the range of 2^63 - 1. */
    TOTAL_OVERFLOW(Advice.NEVER),
    /**
     * The payment would exceed the credit limit, and no settlement can make room for it: it pays nothing, or takes more
     * than 100 rounds.
     */
    BEYOND_ANY_PLAN(Advice.NEVER),
    /**
     * The payment would exceed the credit limit, and the peer has credited less of the last settlement than this node
     * handed to the ledger: no other one follows by itself. Look at both, and settle by hand.
     */
    CREDITED_LESS(Advice.AFTER_SETTLING),
    /** All debts together with this payment would be more than this node has on the ledger. */
    INSOLVENT(Advice.AFTER_SETTLING),
    /** The id stands for another payment already. */
    PAYMENT_ID_REUSED(Advice.NEVER),
    /** No payment of that id is known. */
    NO_PAYMENT(Advice.NEVER),
    /** The payment is signed for already, or over: it cannot be taken back. */
    NOT_QUEUED(Advice.NEVER),
    /** The payment was taken back. */
    CANCELLED(Advice.NEVER),
    /** A part was paid, and the rest will not be. */
    PAID_IN_PART(Advice.LATER),
    /**
     * The payment, or its newest part, was in a record of this node that its owner has given up for the one that the peer
     * has shown. Whether that one has it too is not known here, so it is not paid again under its id: ask the payee, and
     * pay what is missing under another one.
     */
    PAYMENT_IN_DOUBT(Advice.NEVER),
    /** Too much is waiting for the peer's acknowledgement, or in the node's own inbox. */
    BUSY(Advice.LATER),
    /** The line is frozen: two proofs contradict each other, and the owner has to decide. */
    FROZEN(Advice.NEVER),
    /** The line is not frozen, so there is nothing to decide. */
    NOT_FROZEN(Advice.NEVER),
    /** The proof takes back what was signed for already, or its totals cannot be: only the other one can be taken. */
    PROOF_NOT_USABLE(Advice.NEVER),
    /** Nothing is owed to that peer. */
    NOTHING_OWED(Advice.NEVER),
    /** More was to be settled than is owed. */
    MORE_THAN_OWED(Advice.NEVER),
    /** One settlement at a time on each line and in each direction. */
    SETTLEMENT_UNDER_WAY(Advice.LATER),
    /** No settlement of that key is in doubt, or waits for a confirmation that its owner may give. */
    NOTHING_TO_RESOLVE(Advice.NEVER),
    /** The ledger itself shows the transfer; nobody else may decide. */
    LEDGER_DECIDES(Advice.LATER),
    /** Without the creditor's answer nothing is settled before both were in step once since this node's start. */
    NOT_RESUMED_YET(Advice.LATER),
    /** The creditor is here: settle in the usual way. */
    PEER_PRESENT(Advice.NEVER),
    /**
     * To settle without the creditor's answer, the ledger has to move money at most once for one key, and to show the
     * creditor what has come. This one does not.
     */
    LEDGER_WITHOUT_KEYS(Advice.NEVER),
    /** The ledger could not be asked. */
    LEDGER_UNREACHABLE(Advice.LATER),
    /** The peer has no account on the ledger (any more): it has to open one. */
    ACCOUNT_MISSING(Advice.LATER),
    /** The peer's account on the ledger belongs to another identity key than the line's: nothing is paid to it. */
    ACCOUNT_CHANGED_HANDS(Advice.NEVER),
    /**
     * This node has no account on the ledger (any more), or the one there belongs to another identity key. Started again,
     * the node opens one, unless the name is taken.
     */
    OWN_ACCOUNT_MISSING(Advice.NEVER),
    /** The node has stopped. What it has recorded goes on when it is back; whether this was recorded shows then. */
    NODE_CLOSED(Advice.NEVER);

    private final Advice advice;

    RefusalCode(Advice advice) {
        this.advice = advice;
    }

    public Advice advice() {
        return advice;
    }
}
