package io.p2pcredit.trustline.machine;

/** What a signed update can do that no correct peer does. */
public enum Misbehaviour {
    /** Two proofs that cannot both be the writer's. */
    EQUIVOCATION(1, "two of its signed proofs contradict each other"),
    /** It covers entries that this node never signed. */
    UNSEEN_ENTRIES(2, "it acknowledges entries that were never written"),
    /** It shows less than the writer had to know. */
    FORGOTTEN_ENTRIES(3, "it takes back an acknowledgement"),
    /** The hash or a total is not what the entries produce. */
    WRONG_SUMS(4, "its totals are not what its entries produce"),
    /** An entry that is not allowed where it stands. */
    WRONG_ENTRY(5, "an entry is not allowed where it stands"),
    /** A total leaves its range. */
    OVERFLOW(6, "a total is too large"),
    /** More debt than any limit allowed. */
    OVER_THE_LIMIT(7, "a payment exceeds the credit limit"),
    /** Not the peer's doing: this end's identity has signed two histories, so it is in use in two places. */
    FORKED(8, "this node's own key has signed two different histories of the line");

    private final int number;
    private final String text;

    Misbehaviour(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number in stored records. */
    public int number() {
        return number;
    }

    /** What the peer did, for people. */
    public String text() {
        return text;
    }
}
