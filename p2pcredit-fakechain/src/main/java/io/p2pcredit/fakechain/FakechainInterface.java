package io.p2pcredit.fakechain;

/** One of the two interfaces that a Fakechain may have. */
public enum FakechainInterface {
    /**
     * The one that original clients know. It has neither keys nor history: what got no answer may or may not have
     * happened, and nobody can find out.
     */
    ORIGINAL,
    /** {@code /v2} of {@link FakechainServer}: each transfer is executed at most once, and can be looked up. */
    V2
}
