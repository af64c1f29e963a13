package io.p2pcredit.trustline;

/**
 * One of the two writers of a line. The peer with the lower identity key is {@link #LOW}, number 0 in canonical bytes.
 */
public enum Side {
    LOW(0),
    HIGH(1);

    private final int number;

    Side(int number) {
        this.number = number;
    }

    /** The number of this side in canonical bytes. */
    public int number() {
        return number;
    }

    public Side other() {
        return this == LOW ? HIGH : LOW;
    }

    /** The side that the first key has on its line with the second. */
    public static Side of(PublicKey self, PublicKey peer) {
        return self.compareTo(peer) < 0 ? LOW : HIGH;
    }
}
