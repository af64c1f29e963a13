package io.p2pcredit.trustline;

/** What the one who was refused can do. */
public enum Advice {
    /** The same request will be refused again. */
    NEVER,
    /** The same request may succeed later, without anybody doing anything about it. */
    LATER,
    /** The same request will succeed once the debt is settled. */
    AFTER_SETTLING
}
