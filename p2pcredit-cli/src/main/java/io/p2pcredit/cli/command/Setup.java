package io.p2pcredit.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a peer works with, in words for its user.
 *
 * @param memory what it remembers of an earlier run, and a later one of this
 * @param store where its trustlines and its key are kept
 * @param log where the log goes
 * @param signatures who computes its signatures
 * @param key the file with its identity key; empty if that is not kept
 * @param news what there is to say about it when it starts
 */
public record Setup(Memory memory, String store, String log, String signatures, Optional<Path> key, List<String> news) {
    public Setup {
        news = List.copyOf(news);
    }

    /** What remains of a peer from one run to the next. */
    public enum Memory {
        /** Nothing. */
        PASSING,
        /** Everything. */
        KEPT,
        /** From now on everything; but of earlier runs only the key is there, and its peers may know more than it does. */
        LOST
    }
}
