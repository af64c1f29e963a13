package io.p2pcredit.cli.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to pay that is measured. */
public enum Mode {
    /** One payment at a time, each acknowledged before the next one is asked for. */
    SERIAL,
    /** Many payments under way; the node makes their ids. */
    PIPELINED,
    /** The same with ids chosen by the caller, each of which is looked for before it is paid. */
    CHOSEN_IDS,
    /** Batches of several sizes, many of them under way. */
    BATCHED,
    /** Both ends of one line pay each other, as in {@link #PIPELINED}. */
    BOTH,
    /** One node with many lines, and every payment on another one. */
    HUB;

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Mode> of(String word) {
        return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
