package io.p2pcredit;

/** What the owner decides about a trustline that cannot go on by itself. */
public enum Reconciliation {
    /** The line is frozen: the proof that this node holds is true. */
    MINE,
    /** The line is frozen: the proof that the peer has shown is true. */
    THEIRS,
    /** The payments that are {@link TrustlineView#held} go on. */
    RELEASE
}
