package io.p2pcredit.simulation;

/** Something unpleasant that a run can do without, as a whole. */
public enum Fault {
    /** Connections that fail, break, fall silent, lose, repeat or delay. */
    NETWORK,
    /** A ledger that is silent, slow, does not tell what it has done, or lies. */
    LEDGER,
    /** What befalls the whole world at some moments. */
    CALAMITIES,
    /** A directory that does not answer. */
    DIRECTORY,
    /** Processes that die. */
    CRASHES,
    /** Crashes that cost both stores, or the newest part of them. */
    DATA_LOSS,
    /** Crashes that cost the history. */
    HISTORY_LOSS,
    /** Workers that take long. */
    STALLS,
    /** Somebody with a valid key who means harm. */
    MALLORY,
    /** Requests that must be refused and messages that come once more, when all is over. */
    PROVOCATION
}
