package io.p2pcredit.cli.command;

import java.util.Optional;

/**
 * What a peer works with, in words for its user.
 *
 * @param store where its trustlines and its key are kept
 * @param log the log file
 * @param signatures who computes its signatures
 * @param news what there is to say about it when it starts
 */
public record Setup(String store, String log, String signatures, Optional<String> news) {
    /** Whether it was here before, so that its peers may know more of its trustlines than it does. */
    boolean isReturning() {
        return news.isEmpty();
    }
}
