package io.p2pcredit.simulation.byzantine;

/** How Mallory begins a session, and brings both ends in step. */
enum Manner {
    PROPER(false),
    /** Connects and says nothing. */
    SAYS_NO_HELLO(true),
    SAYS_NO_AUTH(true),
    SAYS_NO_RESUME(true),
    /** Proves its own key under the name of another peer, or one that nobody has. */
    CALLS_ITSELF_ANOTHER(true),
    /** Shows name and key of another peer, and proves its own. */
    SHOWS_ANOTHERS_KEY(true),
    /** Shows the victim's own name. */
    CALLS_ITSELF_THE_VICTIM(true),
    SIGNS_AUTH_WRONGLY(true),
    SIGNS_RESUME_WRONGLY(true),
    /** Sends updates before it has shown where it stands. */
    SPEAKS_TOO_EARLY(true),
    SPEAKS_OTHER_VERSIONS(true),
    RESUMES_TWICE(true),
    SHOWS_NOTHING(false),
    /** Shows an older proof of its own. */
    SHOWS_LESS(false),
    /** Shows entries that it never sends. */
    SHOWS_MORE(false),
    /** Shows another proof in the place of one that the victim may hold. */
    SHOWS_A_CONTRADICTION(false),
    /** Shows a proof that is about another line. */
    SHOWS_ANOTHER_LINE(false),
    /** Shows its own proof as the victim's. */
    SHOWS_A_FORGERY(true),
    /** Says that it holds nothing of the victim's, and so asks for everything. */
    HOLDS_NOTHING(false),
    /** Shows an older proof of the victim's. */
    HOLDS_LESS(false),
    /** Gives the victim back what that has lost, with other entries under its proofs. */
    GIVES_BACK_OTHER_ENTRIES(false);

    private final boolean hopeless;

    Manner(boolean hopeless) {
        this.hopeless = hopeless;
    }

    /** Whether the victim may not let such a session go on. */
    boolean isHopeless() {
        return hopeless;
    }

    /** Whether the victim may not even say in such a session where it stands. */
    boolean isUnproven() {
        return this == SIGNS_AUTH_WRONGLY
                || this == SHOWS_ANOTHERS_KEY
                || this == SAYS_NO_AUTH
                || this == SAYS_NO_HELLO;
    }
}
