package io.p2pcredit.fakechain.internal.chain;

/** An order was not decided about, because what it changes could not be recorded for good. */
public final class StorageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Consequence consequence;

    StorageFailedException(Consequence consequence) {
        super(consequence.name(), null, false, false);
        this.consequence = consequence;
    }

    public Consequence consequence() {
        return consequence;
    }

    /** What it means for the order. */
    public enum Consequence {
        /** It has changed nothing. The same order may be given again, and will be executed once there is room. */
        NOTHING_CHANGED,
        /** Whether it is recorded will be known when the server is started again; until then it counts as not made. */
        UNKNOWN,
        /** It has changed nothing, and no order will until the server is started again: an earlier one is unknown. */
        NO_MORE_CHANGES
    }
}
