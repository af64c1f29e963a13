package io.p2pcredit.fakechain.internal.chain;

/** Which of an account's transfers. */
public enum Flow {
    INCOMING,
    OUTGOING
}
