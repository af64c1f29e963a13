package io.p2pcredit.trustline;

/** Which way value goes, as this node sees it. */
public enum Direction {
    /** From this node to the peer. */
    OUTGOING,
    /** From the peer to this node. */
    INCOMING
}
