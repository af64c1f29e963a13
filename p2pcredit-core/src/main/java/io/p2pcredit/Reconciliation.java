package io.p2pcredit;

import io.p2pcredit.trustline.PaymentStatus;

/** What the owner decides about a trustline that cannot go on by itself. */
public enum Reconciliation {
    /** The line is frozen: the proof that this node holds is true. */
    MINE,
    /**
     * The line is frozen: the proof that the peer has shown is true. If that is one of this node's own, payments are {@link
     * PaymentStatus#IN_DOUBT} from then on of which the peer had signed for nothing newer.
     */
    THEIRS,
    /** The payments that are {@link TrustlineView#held} go on. */
    RELEASE
}
