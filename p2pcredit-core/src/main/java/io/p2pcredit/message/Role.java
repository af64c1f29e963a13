package io.p2pcredit.message;

/** Which end of a connection a peer is. */
public enum Role {
    DIALER(0),
    ACCEPTOR(1);

    private final int number;

    Role(int number) {
        this.number = number;
    }

    /** The number of this role in canonical bytes. */
    public int number() {
        return number;
    }

    public Role other() {
        return this == DIALER ? ACCEPTOR : DIALER;
    }
}
