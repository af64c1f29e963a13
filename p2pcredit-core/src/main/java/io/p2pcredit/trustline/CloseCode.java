package io.p2pcredit.trustline;

/** Why a session ends. A hint for people and for the next attempt; nothing of a line's state depends on it. */
public enum CloseCode {
    /** The peer leaves on purpose; its lines stay open. */
    GOING_AWAY("the peer has left"),
    /** The connection broke without a word. */
    LOST("the connection was lost"),
    /** No protocol version in common. */
    VERSION("the peer speaks no version of the protocol that this node speaks"),
    /** The peer could not prove that it owns the key it showed. */
    NOT_AUTHENTIC("the peer could not prove its identity"),
    /** The name is known under another key. */
    KEY_CHANGED("the name is known there under another identity key, or the key under another name"),
    /** A node does not talk to itself, nor to another one with its own key or name. */
    SELF("that is this node's own key or name"),
    /** Another session between the same two peers is the one that stays. */
    SUPERSEDED("another session with the same peer took over"),
    /** The two chains do not fit as they stand; a new session brings them back in step. */
    OUT_OF_STEP("the line has to get back in step"),
    /** A message that cannot be understood or is not allowed now. */
    PROTOCOL_VIOLATION("a message broke the protocol"),
    /** A message larger than allowed. */
    TOO_LARGE("a message was too large"),
    /** More messages at once than the receiver allows. */
    OVERRUN("messages came faster than allowed"),
    /** Silence where a message was due. */
    TIMEOUT("a message that was due did not come"),
    /** No room for another connection or session. */
    BUSY("there is no room for another connection"),
    /** The line is frozen at that end, whose owner has not decided yet. */
    FROZEN("the trustline is frozen there");

    private final String text;

    CloseCode(String text) {
        this.text = text;
    }

    /** The reason in words, as the second half of a sentence. */
    public String text() {
        return text;
    }
}
