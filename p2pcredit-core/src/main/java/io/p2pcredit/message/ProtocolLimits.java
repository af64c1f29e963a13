package io.p2pcredit.message;

/** The sizes that every peer and every transport keeps to. */
public final class ProtocolLimits {
    /** The protocol version that this node speaks. */
    public static final int VERSION = 1;

    /** The largest encoded message of an authenticated peer, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 256 * 1024;

    /** The largest encoded message before authentication, in bytes. */
    public static final int MAX_STRANGER_MESSAGE_BYTES = 4 * 1024;

    /** The most versions that a {@code Hello} may list. */
    public static final int MAX_VERSIONS = 16;

    /** The most updates in one {@code Propose}. */
    public static final int MAX_PROPOSAL_UPDATES = 64;

    private ProtocolLimits() {}
}
